// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.library;

import dev.duality.messaging.Transport;
import dev.duality.shm.Diagnosis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The needs of a transport over somebody's library before it can start: each is the reason why it cannot, and what to
/// do about it, in one line; empty if it can.
public final class Prerequisites {
    private Prerequisites() {}

    /// Packages of `java.base` that a library looks into must be open to it.
    /// @param library the module that its classes belong to
    public static Optional<String> open(Module library, String... packages) {
        String closed = Stream.of(packages)
                .filter(name -> !Object.class.getModule().isOpen(name, library))
                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                .collect(Collectors.joining(" "));
        return closed.isEmpty()
                ? Optional.empty()
                : Optional.of("this JVM was started without " + closed + "; add it, or start by ./duality");
    }

    /// Files can be written in a directory.
    public static Optional<String> writable(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? Optional.empty()
                : Optional.of("cannot write files in " + directory + "; give another directory");
    }

    /// Refuses to start a transport that misses something.
    /// @throws Diagnosis if it does
    public static void require(Transport transport, Optional<String> missing) {
        missing.ifPresent(reason -> {
            throw new Diagnosis("%s cannot be used: %s".formatted(transport.name(), reason));
        });
    }
}
