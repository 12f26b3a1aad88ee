// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.ExitCaller;
import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.messaging.Transport;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Registered;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Makes each class that a user's jar registers, once, in a JVM of its own, and asks it what `list` shows: one that
/// ends its JVM would end us without a word, if it is by `Runtime.halt`, and one that hangs would keep us waiting.
/// Whatever is wrong with one class is no matter of those that do not use it.
final class JarProbe {
    private static final String MARK = "\u0001duality-probe ";
    private static final String MAKING = MARK + "making ";
    private static final String BROKEN = MARK + "broken ";
    private static final String EXITS = MARK + "exits ";
    private static final String OVER = MARK + "over";
    private static final int PATIENCE_SECONDS = 30;

    private JarProbe() {}

    /// A class under the service for which it is registered.
    record Registration(String service, String name) {
        static Registration parse(String text) {
            int at = text.indexOf('=');
            return new Registration(text.substring(0, at), text.substring(at + 1));
        }

        @Override
        public String toString() {
            return service + "=" + name;
        }
    }

    /// @param args the registrations
    public static void main(String[] args) {
        ProcessDefaults.apply();
        PrintStream out = System.out;
        System.setOut(System.err);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() ->
                        ExitCaller.of(Thread.getAllStackTraces()).ifPresent(caller -> out.println(EXITS + caller))));
        for (String arg : args) {
            out.println(MAKING + arg);
            String why = reason(Registration.parse(arg));
            if (!why.isEmpty()) {
                out.println(BROKEN + OneLine.of(why));
            }
        }
        out.println(OVER);
        Runtime.getRuntime().halt(0); // whatever threads go on
    }

    /// The reason why a class cannot be used; empty if it can.
    private static String reason(Registration registered) {
        Object made;
        try {
            made = Class.forName(registered.name).getConstructor().newInstance();
            if (!Class.forName(registered.service).isInstance(made)) {
                return "it is no " + registered.service;
            }
        } catch (ClassNotFoundException _) {
            return "there is no such class";
        } catch (NoSuchMethodException _) {
            return "it has no public constructor without parameters";
        } catch (InvocationTargetException e) {
            return "its constructor threw " + e.getCause();
        } catch (ExceptionInInitializerError e) {
            return "its static initialiser threw " + e.getCause();
        } catch (LinkageError e) {
            return "it cannot be loaded: " + e;
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            return "it cannot be made: " + e;
        }
        try {
            switch (made) {
                case Workload workload -> {
                    Registered.name(workload, workload::name);
                    workload.description();
                    workload.parameters();
                }
                case Transport transport -> {
                    Registered.name(transport, transport::name);
                    transport.description();
                }
                default -> {}
            }
            return "";
        } catch (BadInput e) {
            return e.getMessage();
        } catch (RuntimeException | Error e) {
            return "asked for its description and its parameters it threw " + e;
        }
    }

    /// The output of a JVM before its end.
    ///
    /// @param exits who ended it by `System.exit`; empty if nobody did
    /// @param over whether it had made all of them
    private record Seen(String exits, boolean over) {}

    /// The classes that cannot be used, with the reason of each.
    /// @param registered classes of users
    /// @param classPath where they are
    static Map<String, String> broken(Collection<Registration> registered, String classPath) {
        Map<String, String> broken = new LinkedHashMap<>();
        Deque<Registration> left = new ArrayDeque<>(registered);
        while (!left.isEmpty()) {
            look(left, classPath, broken);
        }
        return broken;
    }

    /// Makes them one after the other, until one ends the JVM.
    /// @param left those to be made; those that were are taken out
    private static void look(Deque<Registration> left, String classPath, Map<String, String> broken) {
        Process process = start(left, classPath);
        AtomicReference<Registration> making = new AtomicReference<>(left.getFirst());
        Map<String, String> said = new ConcurrentHashMap<>(); // it may go on while we have given it up
        CompletableFuture<Seen> reading = CompletableFuture.supplyAsync(() -> read(process, making, said));
        String why;
        try {
            Seen seen = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (seen.over()) {
                broken.putAll(said);
                left.clear();
                return;
            }
            why = seen.exits().isEmpty()
                    ? "it ends the program with status %d when it is made, as Runtime.halt does"
                            .formatted(process.waitFor())
                    : seen.exits() + " ends the program by System.exit";
        } catch (TimeoutException _) {
            why = "it does not come to an end within %d s when it is made".formatted(PATIENCE_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("what was said of --classpath cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while --classpath was looked at", e);
        } finally {
            process.destroyForcibly();
        }
        Registration culprit = making.get();
        broken.putAll(said);
        broken.put(culprit.name, why);
        while (!left.removeFirst().equals(culprit)) {
            // it was made before
        }
    }

    private static Process start(Collection<Registration> registered, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(JvmFlags.archive());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, JarProbe.class.getName()));
        registered.forEach(one -> command.add(one.toString()));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM to look at --classpath: " + e.getMessage(), e);
        }
    }

    /// @param making gets the class that is made now
    /// @param said gets what is wrong with those that could be left behind
    private static Seen read(Process process, AtomicReference<Registration> making, Map<String, String> said) {
        String exits = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MAKING)) {
                    making.set(Registration.parse(line.substring(MAKING.length())));
                } else if (line.startsWith(BROKEN)) {
                    said.put(making.get().name, line.substring(BROKEN.length()));
                } else if (line.startsWith(EXITS)) {
                    exits = line.substring(EXITS.length());
                } else if (line.equals(OVER)) {
                    return new Seen(exits, true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Seen(exits, false);
    }
}
