// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.cli.Duality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The command `duality` in a process of its own, with its own temporary folder.
///
/// @param folder what it works in
/// @param name what its output is called there
record Started(Process process, Path folder, String name) {
    private static final int LONGEST_MINUTES = 4;

    /// The end of a process, and its output.
    record Ended(int status, String out, String err) {}

    /// @param folder the current one, where its output goes too
    static Started duality(Path folder, String name, Path temporary, String... arguments) throws IOException {
        return duality(folder, name, temporary, UnaryOperator.identity(), arguments);
    }

    /// @param where makes of a command one that runs it where it should
    static Started duality(
            Path folder, String name, Path temporary, UnaryOperator<List<String>> where, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Duality.class.getName()));
        command.addAll(List.of(arguments));
        return new Started(
                new ProcessBuilder(where.apply(command))
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve(name + ".out").toFile())
                        .redirectError(folder.resolve(name + ".err").toFile())
                        .start(),
                folder,
                name);
    }

    String err() throws IOException {
        return Files.readString(folder.resolve(name + ".err"));
    }

    /// Waits for its end.
    Ended ended() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("no end after %d minutes: %s".formatted(LONGEST_MINUTES, err()));
        }
        return new Ended(process.exitValue(), Files.readString(folder.resolve(name + ".out")), err());
    }
}
