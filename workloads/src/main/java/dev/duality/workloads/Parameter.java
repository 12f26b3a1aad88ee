// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.List;

/// Something about a workload that users can set.
///
/// @param name what they call it, as in `--set name=value`
/// @param about one line on it
/// @param unit what the number counts, such as `blocks`; empty if it is no number
/// @param initial the value that holds when nobody sets it
/// @param bounds which values it may have
public record Parameter(String name, String about, String unit, String initial, Bounds bounds) {
    /// Which values a parameter may have.
    public sealed interface Bounds {
        /// What is expected, in words.
        String expected();
    }

    /// A whole number.
    public record Whole(long least, long most) implements Bounds {
        @Override
        public String expected() {
            return "a whole number from %d to %d".formatted(least, most);
        }
    }

    /// One of a few words.
    public record OneOf(List<String> words) implements Bounds {
        public OneOf {
            words = List.copyOf(words);
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", words);
        }
    }

    /// A file that can be read; an empty value means none.
    public record File() implements Bounds {
        @Override
        public String expected() {
            return "a file that can be read";
        }
    }

    /// A folder that can be read; an empty value means none.
    public record Folder() implements Bounds {
        @Override
        public String expected() {
            return "a folder that can be read";
        }
    }

    /// A whole number.
    public static Parameter whole(String name, String about, String unit, long initial, long least, long most) {
        return new Parameter(name, about, unit, Long.toString(initial), new Whole(least, most));
    }

    /// One of a few words; the first holds when nobody sets it.
    public static Parameter oneOf(String name, String about, String... words) {
        return new Parameter(name, about, "", words[0], new OneOf(List.of(words)));
    }

    /// A file; none when nobody sets it.
    public static Parameter file(String name, String about) {
        return new Parameter(name, about, "", "", new File());
    }

    /// A folder; none when nobody sets it.
    public static Parameter folder(String name, String about) {
        return new Parameter(name, about, "", "", new Folder());
    }
}
