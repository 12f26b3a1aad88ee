// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.OwnJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command that still does something while a signal ends its JVM says nothing more, and leaves nothing.
class EndingJvmTest {
    /// Begins a command when the end of its JVM has begun.
    static final class EndsFirst {
        private EndsFirst() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Duality.run(arguments)));
            System.exit(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify --workload counter --on shm:lockfree --operations 1 --histories 0",
                "soak --workload counter --on shm:lockfree --minutes 0.001",
                "simulate --explore 1s",
                "run --workload counter --on shm:lockfree --rate 0 --budget 10s"
            })
    void aCommandBesideTheEndOfItsJvmSaysNothingOfIt(String command, @TempDir Path folder) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));

        OwnJvm.Ended ended = OwnJvm.run(
                folder,
                Map.of(),
                OwnJvm.command(List.of("-Djava.io.tmpdir=" + temporary), EndsFirst.class, command.split(" ")));

        assertEquals(5, ended.status(), ended.said());
        assertTrue(
                ended.said().lines().noneMatch(line -> line.contains("Exception") || line.startsWith("\tat ")),
                ended.said());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.filter(Files::isDirectory).toList());
        }
    }
}
