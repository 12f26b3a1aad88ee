// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import dev.duality.jmh.OwnJvm;
import dev.duality.jmh.cli.Duality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// The command `duality` in a process of its own, with its own temporary folder.
///
/// @param folder what it works in
/// @param name what its output is called there
record Started(Process process, Path folder, String name) {
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
        List<String> command =
                OwnJvm.command(List.of("-Xmx256m", "-Djava.io.tmpdir=" + temporary), Duality.class, arguments);
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
        OwnJvm.await(process, folder.resolve(name + ".err"));
        return new Ended(process.exitValue(), Files.readString(folder.resolve(name + ".out")), err());
    }
}
