// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Remembers the text that was made last, so that it is not made again for every worker.
///
/// - **Threads:** any.
final class Texts {
    /// Of the files of a folder.
    static final int MOST_BYTES = 64 << 20;

    /// Of a text that is drawn.
    static final int MOST_DRAWN_BYTES = 16 << 20;

    private record File(Path path, long bytes, FileTime modified) {}

    private record Version(Map<String, String> values, long seed, List<File> files) {}

    private Optional<Version> version = Optional.empty(); // guarded by this
    private Text text; // guarded by this

    /// The files of the setting's folder, or a text drawn from its seed.
    /// @throws BadInput if there is no text in the folder, or too much
    synchronized Text of(Setting setting) {
        List<File> files = setting.values().file("folder").map(Texts::files).orElseGet(List::of);
        Version now = new Version(setting.values().all(), setting.seed(), files);
        if (version.filter(now::equals).isEmpty()) {
            Job job = Job.of(setting.values().word("job"));
            int chunk = (int) setting.values().whole("chunk");
            text = setting.values()
                    .file("folder")
                    .map(folder -> Text.of(job, read(folder, files), chunk))
                    .orElseGet(
                            () -> Text.drawn(job, (int) setting.values().whole("operations"), chunk, setting.seed()));
            version = Optional.of(now);
            if (text.distinct() == 0) {
                version = Optional.empty();
                throw new BadInput("folder is '%s', which has no text; name one with text files"
                        .formatted(setting.values().word("folder")));
            }
        }
        return text;
    }

    /// In the order of their names.
    private static List<File> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            List<File> files = new ArrayList<>();
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(new File(path, Files.size(path), Files.getLastModifiedTime(path)));
            }
            return files;
        } catch (IOException e) {
            throw new BadInput("folder %s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /// One after the other, but for those that are no text: with a zero byte, or that nobody may read.
    private static byte[] read(Path folder, List<File> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (File file : files) {
            if (file.bytes > MOST_BYTES - all.size()) {
                throw new BadInput(
                        "folder %s has more than %,d bytes of text; name a smaller one".formatted(folder, MOST_BYTES));
            }
            try {
                byte[] bytes = bytes(file);
                if (isText(bytes)) {
                    all.writeBytes(bytes);
                    all.write('\n'); // so that no key goes on in the next file
                }
            } catch (IOException e) {
                throw new BadInput("%s cannot be read: %s".formatted(file.path, e.getMessage()), e);
            }
        }
        return all.toByteArray();
    }

    /// No more than it said that it has: files of `/proc` say that they have nothing, and some of them never end.
    private static byte[] bytes(File file) throws IOException {
        if (file.bytes == 0 || !Files.isReadable(file.path)) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file.path)) {
            return in.readNBytes((int) file.bytes);
        }
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }
}
