// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of another JVM's standard output, where code of others may write without end. Of a line that is too long
/// the end is kept: code of others may have begun it, and what the JVM tells comes last.
public final class ToldLines implements AutoCloseable {
    /// The most letters of a line; what a JVM of ours tells in one is far less.
    static final int LONGEST = 1 << 20;

    private final BufferedReader from;
    private final StringBuilder line = new StringBuilder();

    /// @param from is closed with this
    public ToldLines(Reader from) {
        this.from = new BufferedReader(from);
    }

    public static ToldLines of(Process process) {
        return new ToldLines(process.inputReader(StandardCharsets.UTF_8));
    }

    /// The next line that is not empty; empty if there is none.
    public Optional<String> next() throws IOException {
        line.setLength(0);
        for (int letter = from.read(); letter >= 0; letter = from.read()) {
            if (letter != '\n' && letter != '\r') {
                if (line.length() == LONGEST) {
                    line.delete(0, LONGEST / 2);
                }
                line.append((char) letter);
            } else if (!line.isEmpty()) {
                break;
            }
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
