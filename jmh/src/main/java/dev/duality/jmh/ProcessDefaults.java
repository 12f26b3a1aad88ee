// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;

/// The settings that a JVM takes from its machine where nobody says otherwise: digits, letters' cases, dates and bytes
/// of text. A run is read elsewhere, so ours takes none of it.
public final class ProcessDefaults {
    private ProcessDefaults() {}

    /// For every `main`, before anything else: from here on all that this process prints and writes is the same bytes
    /// under every locale, time zone and character set.
    public static void apply() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }
}
