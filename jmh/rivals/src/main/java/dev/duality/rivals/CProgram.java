// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program in C beside this class, compiled by this machine's gcc into a contest's folder.
final class CProgram {
    private static final int LONGEST_SECONDS = 60;

    private final Path program;
    private final String missing;

    private CProgram(Path program, String missing) {
        this.program = program;
        this.missing = missing;
    }

    /// Compiles it. What is missing for that is told by [#run].
    static CProgram in(Path folder, String name) {
        Path source = folder.resolve(name + ".c");
        Path program = folder.resolve(name);
        try (InputStream in = CProgram.class.getResourceAsStream(name + ".c")) {
            Files.copy(in, source);
            List<String> said =
                    lines(List.of("gcc", "-O2", "-pthread", source.toString(), "-o", program.toString()));
            return new CProgram(
                    program, Files.isExecutable(program) ? "" : "gcc failed: " + String.join(" ", said));
        } catch (IOException e) {
            return new CProgram(program, "needs gcc: " + e.getMessage());
        }
    }

    /// Runs it to its end, or for a minute.
    /// @return what it said, line by line, to either of its outputs
    /// @throws IllegalStateException if it could not be compiled or started; the message says why
    List<String> run(Object... arguments) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(missing);
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        try {
            return lines(command);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run %s: %s".formatted(program, e.getMessage()), e);
        }
    }

    private static List<String> lines(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Arrays.stream(said.split("\\R")).filter(line -> !line.isBlank()).toList();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
