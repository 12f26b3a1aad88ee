// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.ExitCaller;
import dev.duality.jmh.JvmFlags;
import dev.duality.messaging.Transport;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes each class that a user's jar registers, once, in a JVM of its own: one that ends its JVM would end us without
/// a word, if it is by `Runtime.halt`, and one that hangs would keep us waiting. What else can be wrong with a class,
/// whoever uses it says.
final class JarProbe {
    private static final String MARK = "\u0001duality-probe ";
    private static final String LOADING = MARK + "loading ";
    private static final String EXITS = MARK + "exits ";
    private static final String OVER = MARK + "over";
    private static final int PATIENCE_SECONDS = 30;

    private JarProbe() {}

    /// @param args the classes
    public static void main(String[] args) {
        PrintStream out = System.out;
        System.setOut(System.err);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() ->
                        ExitCaller.of(Thread.getAllStackTraces()).ifPresent(caller -> out.println(EXITS + caller))));
        for (String name : args) {
            out.println(LOADING + name);
            make(name);
        }
        out.println(OVER);
        Runtime.getRuntime().halt(0); // whatever threads go on
    }

    private static void make(String name) {
        try {
            switch (Class.forName(name).getConstructor().newInstance()) {
                case Workload workload -> workload.name();
                case Transport transport -> transport.name();
                default -> {}
            }
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            System.err.println(e); // as whoever uses it will say
        }
    }

    /// What was said last.
    private record Seen(String loading, String exits, boolean over) {}

    /// @param classes those that are registered
    /// @param classPath where they are
    /// @throws BadInput if one ends its JVM, or does not come to an end
    static void require(List<String> classes, String classPath) {
        if (classes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(JvmFlags.archive());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, JarProbe.class.getName()));
        command.addAll(classes);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM to look at --classpath: " + e.getMessage(), e);
        }
        String[] loading = {"a class"}; // told from the reader's thread, in case it does not come to an end
        CompletableFuture<Seen> reading = CompletableFuture.supplyAsync(() -> read(process, loading));
        try {
            judge(reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS), process);
        } catch (TimeoutException _) {
            throw new BadInput(
                    "%s of --classpath does not come to an end within %d s when it is made; take that out or leave its jar out"
                            .formatted(loading[0], PATIENCE_SECONDS));
        } catch (ExecutionException e) {
            throw new IllegalStateException("what was said of --classpath cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while --classpath was looked at", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Seen read(Process process, String[] loading) {
        String exits = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LOADING)) {
                    loading[0] = line.substring(LOADING.length());
                } else if (line.startsWith(EXITS)) {
                    exits = line.substring(EXITS.length());
                } else if (line.equals(OVER)) {
                    return new Seen(loading[0], exits, true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Seen(loading[0], exits, false);
    }

    private static void judge(Seen seen, Process process) throws InterruptedException {
        if (seen.over()) {
            return;
        }
        String how = seen.exits().isEmpty()
                ? "%s of --classpath ended the program with status %d, as Runtime.halt does"
                        .formatted(seen.loading(), process.waitFor())
                : seen.exits() + " ended the program by System.exit";
        throw new BadInput(how + "; nothing more was done, so take that out or leave its jar out");
    }
}
