// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The writer of a command's lines: as UTF-8, whatever the machine's character set is, and so that no sign in them
/// commands a terminal, whoever it came from. What could not be written is remembered, for a [java.io.PrintWriter]
/// forgets it. For one thread at a time.
final class PlainWriter extends Writer {
    private final Writer out;
    private Optional<IOException> failure = Optional.empty();
    private char high; // the first half of a letter whose second half has not come yet; 0 for none

    PlainWriter(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    /// The reason why something was not written, the first time.
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public void write(char[] letters, int from, int count) throws IOException {
        StringBuilder plain = new StringBuilder(count);
        for (int i = from; i < from + count; i++) {
            add(letters[i], plain);
        }
        attempt(() -> out.write(plain.toString()));
    }

    private void add(char letter, StringBuilder plain) {
        if (high != 0 && Character.isLowSurrogate(letter)) {
            plain.appendCodePoint(PlainText.safe(Character.toCodePoint(high, letter)));
            high = 0;
            return;
        }
        if (high != 0) {
            plain.append('?');
            high = 0;
        }
        if (Character.isHighSurrogate(letter)) {
            high = letter;
        } else if (letter == '\n'
                || letter == '\t'
                || letter == '\r' && System.lineSeparator().startsWith("\r")) {
            plain.append(letter);
        } else {
            plain.appendCodePoint(letter == '\r' ? '?' : PlainText.safe(letter));
        }
    }

    @Override
    public void flush() throws IOException {
        attempt(out::flush);
    }

    @Override
    public void close() throws IOException {
        attempt(out::close);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (IOException e) {
            failure = failure.or(() -> Optional.of(e));
            throw e;
        }
    }
}
