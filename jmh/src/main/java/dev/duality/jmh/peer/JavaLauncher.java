// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts peers as JVMs like this one: the same Java, flags and class path. What they write goes where ours goes.
public final class JavaLauncher implements Launcher {
    /// The main of a peer, by its name: it uses what uses this package.
    public static final String MAIN = "dev.duality.jmh.fork.PeerMain";

    private static final int SIGNALLED = 128;
    private static final int WAIT_MILLIS = 2_000;

    @Override
    public Started start(Path control, int number) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> Stream.of("-agent", "-javaagent", "-XX:StartFlightRecording")
                        .noneMatch(flag::startsWith)) // who looks into a JVM looks into the one that measures
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(control.toString(), Integer.toString(number)));
        try {
            return new JavaProcess(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a peer: " + e.getMessage(), e);
        }
    }

    private record JavaProcess(Process process) implements Started {
        @Override
        public boolean alive() {
            return process.isAlive();
        }

        @Override
        public String ending() {
            try {
                if (!process.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    return "has closed its connection";
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return "has closed its connection";
            }
            int status = process.exitValue();
            return status > SIGNALLED
                    ? "was killed by signal " + (status - SIGNALLED)
                    : "has ended with status " + status;
        }

        @Override
        public boolean dump() {
            try {
                boolean asked = ThreadDump.ask(List.of(process.toHandle()));
                if (asked) {
                    process.waitFor(ThreadDump.MILLIS, TimeUnit.MILLISECONDS);
                }
                return asked;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void end() {
            process.destroyForcibly();
            try {
                process.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
