// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.regex.Pattern;

/// A jar of the user's own, or a folder of classes, that a run had on its class path: its code is in no commit of ours.
///
/// @param name the last name of its path, with a `/` behind it if it is a folder
/// @param bytes the length of the file, or of all files of the folder together
/// @param sha256 64 hexadecimal digits in lower case; of a folder, the hash of the lines that `sha256sum` prints for
/// its files, in the order of their names
/// @param changed whether it was another one, or gone, when the run ended
public record Jar(String name, long bytes, String sha256, boolean changed) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final int SHORT = 12;

    public Jar {
        Require.text("jar.name", name);
        Require.atLeast("jar.bytes", 0, bytes);
        if (!HASH.matcher(Require.text("jar.sha256", sha256)).matches()) {
            throw new IllegalArgumentException(
                    "jar.sha256 is " + sha256 + ", but must be 64 digits from 0 to 9 and a to f");
        }
    }

    /// The same, of a run during which it became another one.
    public Jar asChanged() {
        return new Jar(name, bytes, sha256, true);
    }

    /// All of it, such as `ledger.jar, 5,120 bytes, SHA-256 9f86d08...`.
    public String text() {
        return "%s, %,d bytes, SHA-256 %s%s".formatted(name, bytes, sha256, changed ? ", changed during the run" : "");
    }

    /// Its name, and as much of the hash as a commit has.
    public String shortText() {
        return "%s (SHA-256 %s%s)"
                .formatted(name, sha256.substring(0, SHORT), changed ? ", changed during the run" : "");
    }
}
