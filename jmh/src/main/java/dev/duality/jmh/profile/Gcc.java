// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.profile;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// This machine's gcc, and the programs that it makes of our C.
public final class Gcc {
    private static final int LONGEST_SECONDS = 60;

    private Gcc() {}

    /// The reason why it cannot be used, in one line; empty if it is there.
    public static Optional<String> unavailable() {
        String path = System.getenv("PATH");
        return path != null
                        && Stream.of(path.split(File.pathSeparator))
                                .map(folder -> new File(folder, "gcc"))
                                .anyMatch(file -> file.isFile() && file.canExecute())
                ? Optional.empty()
                : Optional.of("needs gcc, which is not on the PATH; install it");
    }

    /// Compiles `NAME.c`, a resource beside a class.
    /// @param folder for source and result
    /// @param options beside `-O2 -pthread`
    /// @return the file that gcc made
    /// @throws IllegalStateException if it made none; the message says why
    public static Path compile(Class<?> beside, String name, Path folder, String... options) {
        Path source = folder.resolve(name + ".c");
        Path result = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-pthread"));
        command.addAll(List.of(options));
        command.addAll(List.of(source.toString(), "-o", result.toString()));
        try (InputStream in = beside.getResourceAsStream(name + ".c")) {
            Files.copy(in, source);
            List<String> said = run(command);
            if (!Files.isRegularFile(result)) {
                throw new IllegalStateException("gcc failed: " + String.join(" ", said));
            }
            return result;
        } catch (IOException e) {
            throw new IllegalStateException("gcc cannot be used: " + e.getMessage(), e);
        }
    }

    /// Runs a program to its end, or for a minute.
    /// @return what it said, line by line, to either of its outputs
    public static List<String> run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Arrays.stream(said.split("\\R"))
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
