// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.folder.AtomicFile;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// A file, or a part of one, that follows from the runs.
sealed interface Generated {
    Path path();

    String wanted();

    /// Empty if there is none.
    String found();

    /// Looks whether people have locked it.
    /// @throws RunUnwritable if it is read-only
    default void requireWritable() {}

    void write();

    default boolean isThere() {
        return wanted().equals(found());
    }

    /// The first line that differs.
    default String difference() {
        List<String> is = found().lines().toList();
        List<String> should = wanted().lines().toList();
        int line = 0;
        while (line < is.size() && line < should.size() && is.get(line).equals(should.get(line))) {
            line++;
        }
        return "what the runs give differs from line %d of it: '%s' is there, but it should be '%s'"
                .formatted(line + 1, brief(is, line), brief(should, line));
    }

    private static String brief(List<String> lines, int line) {
        String text = line < lines.size() ? lines.get(line) : "";
        return text.length() <= 80 ? text : text.substring(0, 80) + " ...";
    }

    /// A file that is all of it.
    record Whole(Path path, String wanted) implements Generated {
        @Override
        public String found() {
            return new String(bytes(path), StandardCharsets.UTF_8);
        }

        @Override
        public void write() {
            save(path, out -> out.write(wanted.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// A file by gzip. What is in it counts: how it was packed may differ from one machine to the next.
    record Packed(Path path, String wanted) implements Generated {
        @Override
        public String found() {
            int most = wanted.getBytes(StandardCharsets.UTF_8).length + 1; // more is too long, and not unpacked
            byte[] packed = bytes(path);
            if (packed.length == 0) {
                return "";
            }
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                return new String(in.readNBytes(most), StandardCharsets.UTF_8);
            } catch (ZipException | EOFException _) {
                return ""; // damaged, so it is written again
            } catch (IOException e) {
                throw new RunUnreadable("cannot read %s: %s".formatted(path, Reasons.of(e)), e);
            }
        }

        @Override
        public void write() {
            save(path, out -> {
                GZIPOutputStream packed = new GZIPOutputStream(out); // not closed: the stream below is the caller's
                packed.write(wanted.getBytes(StandardCharsets.UTF_8));
                packed.finish();
            });
        }
    }

    /// The text between two markers.
    record Part(MarkedFile file, String wanted) implements Generated {
        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public String found() {
            return file.part();
        }

        @Override
        public void requireWritable() {
            file.requireWritable();
        }

        @Override
        public void write() {
            file.write(wanted);
        }
    }

    /// None if there is no such file.
    private static byte[] bytes(Path path) {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? RegularFile.bytes(path, (int) PublicationCheck.MOST_BYTES, LinkOption.NOFOLLOW_LINKS)
                    : new byte[0];
        } catch (IOException e) {
            throw new RunUnreadable("cannot read %s: %s".formatted(path, Reasons.of(e)), e);
        }
    }

    private static void save(Path path, AtomicFile.Content content) {
        try {
            AtomicFile.write(path, content);
        } catch (IOException e) {
            throw new RunUnwritable("cannot write %s: %s; make room".formatted(path, Reasons.of(e)), e);
        }
    }
}
