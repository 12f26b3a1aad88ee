// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// A word that only one of our JVMs and the one that it starts know: what the latter tells on its standard output
/// begins with it. Code of others writes there, too, through the file descriptor if need be, and whatever it writes, it
/// does not say the word.
///
/// @param text of ASCII letters and digits, behind a sign that no text has
public record ToldKey(String text) {
    private static final String SIGN = "\u0001";
    private static final int BYTES = 16;

    public ToldKey {
        if (!text.matches(SIGN + "[0-9a-f]{%d}".formatted(2 * BYTES))) {
            throw new IllegalArgumentException("no key: " + text);
        }
    }

    /// A word that nobody has seen before.
    public static ToldKey fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ToldKey(SIGN + HexFormat.of().formatHex(bytes));
    }

    /// Hands it on as the first line of the other JVM's standard input, which stays open. One that has ended already
    /// shows that elsewhere.
    public void hand(Process process) {
        try {
            OutputStream to = process.getOutputStream();
            to.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
            to.flush();
        } catch (IOException _) {
            // it reads no more
        }
    }

    /// Takes it in the other JVM, from its standard input, before any code of others is there.
    /// @throws UncheckedIOException if there is none
    public static ToldKey read(InputStream in) {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("it has ended");
                }
                line.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no key on standard input: " + e.getMessage(), e);
        }
        return new ToldKey(line.toString());
    }

    /// The part of a line behind the key; code of others may have begun it. Empty if the key is not in it.
    public Optional<String> behind(String line) {
        int at = line.indexOf(text);
        return at < 0 ? Optional.empty() : Optional.of(line.substring(at + text.length()));
    }
}
