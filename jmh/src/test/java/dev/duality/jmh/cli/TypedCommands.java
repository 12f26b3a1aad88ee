// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Runs commands as a person types them.
abstract class TypedCommands {
    @TempDir
    Path folder;

    /// The result of one command.
    record Done(int exit, String out, String err) {
        String onlyLine() {
            List<String> lines = err.lines().toList();
            assertEquals(1, lines.size(), err);
            return lines.getFirst();
        }

        /// Holds it to what a slip ends with: one line that says what was wrong, and exit code 2.
        /// @param says a part of that line
        void assertSlip(String says) {
            assertAll(
                    () -> assertTrue(onlyLine().startsWith("duality: "), err),
                    () -> assertTrue(err.contains(says), err),
                    () -> assertEquals(ExitCodes.USAGE, exit, err),
                    () -> assertEquals("", out));
        }
    }

    static Done duality(String... args) {
        return duality(Duality.commandLine(), args);
    }

    /// @param line all commands, and perhaps one more
    static Done duality(CommandLine line, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Done(exit, out.toString(), err.toString());
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }
}
