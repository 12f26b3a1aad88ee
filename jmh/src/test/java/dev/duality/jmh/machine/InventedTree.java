// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A machine that a test invents, file by file.
public record InventedTree(Path root) {
    public InventedTree with(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SystemTree tree() {
        return new SystemTree(root);
    }
}
