// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.OneLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The last lines of a fork: where a JVM cannot start, or was ended, it says why there.
public final class LastWords {
    private static final int TAIL_BYTES = 4_096;
    private static final int LONGEST = 300;
    private static final int FEW = 4; // a JVM that cannot start gives the reason first, and then says that it cannot

    private LastWords() {}

    /// A log of a few lines, as one; of a longer one the last line. Empty if there is none, or it cannot be read.
    public static String of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            String last = OneLine.of(
                    lines.size() <= FEW
                            ? String.join("; ", lines)
                            : lines.getLast().strip());
            return last.length() <= LONGEST ? last : last.substring(0, LONGEST) + " ...";
        } catch (IOException _) {
            return "";
        }
    }
}
