// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import dev.duality.workloads.mapreduce.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Texts of given sizes, each a folder of its own, of which the workload reads: drawn from a seed, or the beginning of
/// the user's own.
final class JobTexts {
    private static final int MEGABYTE = 1 << 20;

    private final MapReduceWorkload workload;
    private final String job;
    private final byte[] whole;
    private final int chunk; // bytes
    private final Path scratch;

    /// @param folder the user's text; without one it is drawn
    /// @param megabytes of the greatest text that will be asked for
    JobTexts(MapReduceWorkload workload, String job, Optional<Path> folder, int megabytes, long seed, Path scratch) {
        this.workload = workload;
        this.job = job;
        this.scratch = scratch;
        Setting given = setting(folder.map(path -> Map.of("job", job, "folder", path.toString()))
                .orElse(Map.of("job", job, "operations", "1")));
        Text text = workload.text(given);
        chunk = given.getInt(MapReduceWorkload.CHUNK);
        whole = folder.isPresent()
                ? text.bytes()
                : Text.drawn(text.job(), megabytes * (MEGABYTE / chunk), chunk, seed)
                        .bytes();
        if (whole.length < (long) megabytes * MEGABYTE) {
            throw new BadInput("--sizes asks for %d MB, but the text of %s has %,d bytes; ask for less"
                    .formatted(megabytes, folder.orElseThrow(), whole.length));
        }
    }

    private Setting setting(Map<String, String> values) {
        return Setting.of(workload, Values.of(workload, values));
    }

    /// The setting of a job over so much of the text, cut at the end of a line where there is one near.
    Setting megabytes(int megabytes) {
        return bytes(megabytes * MEGABYTE);
    }

    /// The setting of a job over the text's first chunks, one for each of two tasks.
    Setting twoChunks() {
        return bytes(2 * chunk - 1); // the end of the file is a byte, too
    }

    private Setting bytes(int bytes) {
        int least = bytes - chunk; // so that there are no fewer chunks
        int end = bytes;
        while (end > least && whole[end - 1] != '\n') {
            end--;
        }
        try {
            Path folder = Files.createDirectories(scratch.resolve("text-" + bytes));
            Files.write(folder.resolve("text"), Arrays.copyOf(whole, end == least ? bytes : end));
            return setting(Map.of("job", job, "folder", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number of bytes of all of it.
    int bytes() {
        return whole.length;
    }

    /// The digest of all of it, in hexadecimal digits.
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java has it", e);
        }
    }
}
