// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Remembers the text that was made last, so that it is not made again for every worker.
///
/// - **Threads:** any.
final class TextCache {
    /// Of the files of a folder.
    static final int MOST_BYTES = 128 << 20;

    /// Of a folder.
    static final int MOST_FILES = 10_000;

    /// File systems without a disk: their files are made while they are read, and some never end.
    private static final Set<String> VIRTUAL = Set.of(
            "proc",
            "sysfs",
            "devtmpfs",
            "devpts",
            "devfs",
            "cgroup",
            "cgroup2",
            "debugfs",
            "tracefs",
            "securityfs",
            "bpf",
            "configfs",
            "mqueue",
            "pstore");

    /// Of a text that is drawn.
    static final int MOST_DRAWN_BYTES = 16 << 20;

    private record File(Path path, long bytes, FileTime modified) {}

    private record Version(Map<String, String> values, long seed, List<File> files) {}

    private Optional<Version> version = Optional.empty(); // guarded by this
    private Text text; // guarded by this

    /// The files of the setting's folder, or a text drawn from its seed.
    /// @throws BadInput if there is no text in the folder, or too much
    synchronized Text of(Setting setting) {
        List<File> files =
                setting.get(MapReduceWorkload.FOLDER).map(TextCache::files).orElseGet(List::of);
        Version now = new Version(setting.values().all(), setting.seed(), files);
        if (version.filter(now::equals).isEmpty()) {
            Job job = Job.of(setting.get(MapReduceWorkload.JOB));
            int chunk = setting.getInt(MapReduceWorkload.CHUNK);
            text = setting.get(MapReduceWorkload.FOLDER)
                    .map(folder -> Text.of(job, read(folder, files), chunk))
                    .orElseGet(
                            () -> Text.drawn(job, setting.getInt(MapReduceWorkload.OPERATIONS), chunk, setting.seed()));
            version = Optional.of(now);
            if (text.distinct() == 0) {
                version = Optional.empty();
                throw new BadInput(
                        "folder is '%s', which has no text (folders inside are not read); name one with text files"
                                .formatted(setting.values().all().get(MapReduceWorkload.FOLDER.name())));
            }
        }
        return text;
    }

    /// In the order of their names.
    private static List<File> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> regular = all.filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
            if (regular.size() > MOST_FILES) {
                throw tooMuch(folder, "files");
            }
            List<File> files = new ArrayList<>();
            for (Path path : regular) {
                files.add(new File(path, Files.size(path), Files.getLastModifiedTime(path)));
            }
            return files;
        } catch (IOException e) {
            throw new BadInput("folder %s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static BadInput tooMuch(Path folder, String what) {
        return new BadInput(
                "folder %s has too many %s: at most %,d files with %,d bytes of text are taken, none of folders inside"
                        .formatted(folder, what, MOST_FILES, MOST_BYTES));
    }

    private static void requireDisk(Path folder) {
        String type;
        try {
            type = Files.getFileStore(folder).type();
        } catch (IOException _) { // not every system can tell
            return;
        }
        if (VIRTUAL.contains(type)) {
            throw new BadInput(
                    "folder %s has virtual files of the system (%s), but must have text files".formatted(folder, type));
        }
    }

    /// One after the other, but for those that are no text: with a zero byte, or that nobody may read.
    private static byte[] read(Path folder, List<File> files) {
        requireDisk(folder);
        long room = files.stream().mapToLong(File::bytes).sum();
        byte[] all = new byte[(int) Math.min(room, MOST_BYTES) + files.size()];
        int size = 0;
        for (File file : files) {
            if (file.bytes > MOST_BYTES - size) {
                throw tooMuch(folder, "bytes");
            }
            try {
                byte[] bytes = bytes(file);
                if (isUtf16(bytes) || isUtf32(bytes)) {
                    throw new BadInput("%s is %s text, but must be UTF-8; save it as UTF-8 or take it out of the folder"
                            .formatted(file.path, isUtf32(bytes) ? "UTF-32" : "UTF-16"));
                }
                if (isText(bytes)) {
                    System.arraycopy(bytes, 0, all, size, bytes.length);
                    size += bytes.length;
                    all[size++] = '\n'; // so that no key goes on in the next file
                }
            } catch (IOException e) {
                throw new BadInput("%s cannot be read: %s".formatted(file.path, e.getMessage()), e);
            }
        }
        return size == all.length ? all : Arrays.copyOf(all, size);
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

    /// By its byte order mark; without one, where half of its pairs or more have a zero byte, all on the same side, as
    /// Latin letters do.
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        if ((bytes[0] & bytes[1] & 0xFF) == 0xFE && (bytes[0] | bytes[1]) == -1) {
            return true;
        }
        int[] zeros = new int[2];
        for (int at = 0; at < bytes.length; at++) {
            zeros[at & 1] += bytes[at] == 0 ? 1 : 0;
        }
        int pairs = bytes.length / 2;
        return bytes.length % 2 == 0
                && Math.min(zeros[0], zeros[1]) == 0
                && Math.max(zeros[0], zeros[1]) >= (pairs + 1) / 2;
    }

    /// By its byte order mark, which begins as that of UTF-16 does where the little end is first.
    private static boolean isUtf32(byte[] bytes) {
        return bytes.length >= Integer.BYTES
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE && bytes[2] == 0 && bytes[3] == 0
                        || bytes[0] == 0 && bytes[1] == 0 && bytes[2] == (byte) 0xFE && bytes[3] == (byte) 0xFF);
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
