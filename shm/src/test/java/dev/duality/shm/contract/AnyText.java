// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import java.util.List;
import java.util.SplittableRandom;

/// Texts that somebody may type, or a file may hold, where something else was meant. The same seed gives the same
/// texts.
public final class AnyText {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "0x10",
            "1_000",
            "+7",
            "NaN",
            "Infinity",
            "2147483648",
            "9223372036854775808",
            "9".repeat(400),
            "\u0663\u0664", // digits, but not ours
            "null",
            "true",
            "..",
            "../../etc/passwd",
            "/",
            "~",
            "\u0000",
            "a\u0000b",
            "\u001b[2J",
            "\u009b31m",
            "\r\n",
            "a\nb",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\ud800",
            "\ud83d\ude80",
            "näme",
            "%s%n%d",
            "${java.home}",
            "$(id)",
            "'",
            "\"",
            "\\",
            "@",
            "--",
            "-",
            "=",
            "==",
            ";",
            ",",
            ",,",
            ":",
            "*",
            "(",
            "[",
            "<script>",
            "x".repeat(10_000));

    private AnyText() {}

    /// Something odd, or one of the good texts, whole or changed in one to three places.
    /// @param good what would be right, or nearly so
    public static String of(SplittableRandom random, String... good) {
        if (good.length == 0 || random.nextInt(3) == 0) {
            return odd(random);
        }
        String text = good[random.nextInt(good.length)];
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(4));
            text = switch (random.nextInt(4)) {
                case 0 -> text.substring(0, from) + text.substring(to);
                case 1 -> text.substring(0, to) + text.substring(from);
                case 2 -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(to);
                default -> text.substring(0, from) + odd(random) + text.substring(to);
            };
        }
        return text;
    }

    private static String odd(SplittableRandom random) {
        return random.nextInt(6) > 0 ? ODD.get(random.nextInt(ODD.size())) : noise(random);
    }

    private static String noise(SplittableRandom random) {
        StringBuilder noise = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            noise.append((char) random.nextInt(random.nextBoolean() ? 128 : Character.MAX_VALUE + 1));
        }
        return noise.toString();
    }
}
