// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The files in which Linux tells about itself, below a root: `/` for the machine we run on, a folder for an invented
/// one. A file that is missing or may not be read is an empty answer, never an error.
///
/// @param root the folder that holds `proc` and `sys`
public record SystemTree(Path root) {
    /// The machine we run on.
    public static SystemTree real() {
        return new SystemTree(Path.of("/"));
    }

    /// The content of a file without the white space around it.
    /// @param path below the root, such as `proc/stat`
    public Optional<String> text(String path) {
        try {
            // not readString: a file of /proc says that it is empty, and names in it need not be UTF-8
            byte[] bytes = Files.readAllBytes(root.resolve(path));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException | SecurityException _) {
            return Optional.empty();
        }
    }

    /// The lines of a file, none if it cannot be read.
    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /// The file's content as a number, empty if it is none.
    public OptionalLong number(String path) {
        return text(path).map(SystemTree::parse).orElse(OptionalLong.empty());
    }

    /// The value of the first line `key: value` (white space around the colon does not matter).
    public Optional<String> value(String path, String key) {
        return lines(path).stream()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
                .map(pair -> pair[1].strip())
                .findFirst();
    }

    /// The names in a folder in the order of the alphabet, none if it cannot be read.
    public List<String> names(String path) {
        try (Stream<Path> entries = Files.list(root.resolve(path))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException | SecurityException _) {
            return List.of();
        }
    }

    /// A decimal number, empty if `text` is none.
    public static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
