// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.ExitCaller;
import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.ToldKey;
import dev.duality.jmh.ToldLines;
import dev.duality.messaging.Transport;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.catalog.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Makes each class that a user's jar registers, once, in a JVM of its own, and asks it what `list` shows: one that
/// ends its JVM would end us without a word, if it is by `Runtime.halt`, and one that hangs would keep us waiting.
/// Whatever is wrong with one class is no matter of those that do not use it.
final class JarProbe {
    private static final String STEP = " step ";
    private static final String BROKEN = " broken ";
    private static final String EXITS = " exits ";
    private static final String OVER = " over";
    static final String END = "end"; // of the output; said by who reads it

    /// The time that a class may take to be made, or to answer one question.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(60); // of a JVM, on a busy machine

    private JarProbe() {}

    /// A class under the service for which it is registered.
    record Registration(String service, String name) {
        static Registration parse(String text) {
            int at = text.indexOf('=');
            return new Registration(text.substring(0, at), text.substring(at + 1));
        }

        boolean isFor(Class<?> asked) {
            return service.equals(asked.getName());
        }

        @Override
        public String toString() {
            return service + "=" + name;
        }
    }

    /// @param args the registrations; the key is the first line of standard input
    public static void main(String[] args) {
        ProcessDefaults.apply();
        String key = ToldKey.read(System.in).text();
        PrintStream out = System.out;
        System.setOut(System.err);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ExitCaller.of(Thread.getAllStackTraces())
                        .ifPresent(caller -> out.println(key + EXITS + caller))));
        List<Registration> registered =
                Arrays.stream(args).map(Registration::parse).toList();
        Questions questions = new Questions(step -> out.println(key + STEP + step));
        for (Registration one : registered) {
            String why = questions.reason(one);
            if (!why.isEmpty()) {
                out.println(key + BROKEN + OneLine.of(why));
            }
        }
        out.println(key + OVER);
        Runtime.getRuntime().halt(0); // whatever threads go on
    }

    /// The questions to each class, in the JVM that may come to an end by it.
    private static final class Questions {
        private final Consumer<Step> told;
        private final List<Workload> workloads = new ArrayList<>();

        /// @param told gets each step before it is taken
        Questions(Consumer<Step> told) {
            this.told = told;
        }

        /// The reason why a class cannot be used; empty if it can.
        String reason(Registration one) {
            told.accept(new Step(one, "made"));
            Object made;
            try {
                made = Class.forName(one.name).getConstructor().newInstance();
                if (!Class.forName(one.service).isInstance(made)) {
                    return "it is no " + one.service;
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
            told.accept(new Step(one, "asked for its description"));
            try {
                switch (made) {
                    case Workload workload
                    when one.isFor(Workload.class) -> {
                        Registered.name(workload, workload::name);
                        workload.description();
                        workload.parameters();
                        workloads.add(workload);
                    }
                    case Transport transport
                    when one.isFor(Transport.class) -> {
                        Registered.name(transport, transport::name);
                        transport.description();
                    }
                    default -> {}
                }
            } catch (BadInput e) {
                return e.getMessage();
            } catch (RuntimeException | Error e) {
                return "asked for its description and its parameters it threw " + e;
            }
            askMore(one, made);
            return "";
        }

        /// Asks what every command asks of all classes. Whoever uses one is told what it throws; here it must come to
        /// an end.
        private void askMore(Registration one, Object made) {
            try {
                switch (made) {
                    case Workload workload
                    when one.isFor(Workload.class) -> {
                        told.accept(new Step(one, "asked for its sides"));
                        workload.sides(List.of());
                    }
                    case Transport transport
                    when one.isFor(Transport.class) -> {
                        told.accept(new Step(one, "asked for its contract"));
                        transport.contract();
                        told.accept(new Step(one, "asked whether it lies in regions"));
                        transport.liesInRegions();
                        told.accept(new Step(one, "asked whether it is there"));
                        transport.unavailable();
                    }
                    case ProtocolProvider provider
                    when one.isFor(ProtocolProvider.class) -> {
                        told.accept(new Step(one, "asked for its protocols"));
                        List<Workload> all = new ArrayList<>(workloads);
                        all.addAll(Catalog.load(JarProbe.class.getClassLoader()).workloads()); // ours alone, see #start
                        all.forEach(provider::protocols);
                    }
                    default -> {}
                }
            } catch (RuntimeException | Error _) {
                // said by what uses it
            }
        }
    }

    /// A step that is taken with a class.
    ///
    /// @param asked such as `made` or `asked for its sides`
    record Step(Registration registration, String asked) {
        static Step parse(String text) {
            int at = text.indexOf('|');
            return new Step(Registration.parse(text.substring(at + 1)), text.substring(0, at));
        }

        @Override
        public String toString() {
            return asked + "|" + registration;
        }
    }

    /// The classes that cannot be used, with the reason of each.
    /// @param registered classes of users
    /// @param classPath where they are
    /// @param patience with each class, made or asked
    static Map<String, String> broken(Collection<Registration> registered, String classPath, Duration patience) {
        return broken(registered, classPath, patience, JvmFlags.archive());
    }

    /// @param flags of the JVM that looks; whatever it prints by itself, as one does that cannot use its archive of
    ///     classes, is no answer
    static Map<String, String> broken(
            Collection<Registration> registered, String classPath, Duration patience, List<String> flags) {
        List<String> all = new ArrayList<>(flags);
        all.add("-D%s=%s"
                .formatted(
                        Registered.LEFT_OUT,
                        registered.stream().map(Registration::name).collect(Collectors.joining(","))));
        Map<String, String> broken = new LinkedHashMap<>();
        Deque<Registration> left = new ArrayDeque<>(registered);
        while (!left.isEmpty()) {
            ToldKey key = ToldKey.fresh();
            Process process = start(left, classPath, all);
            key.hand(process);
            look(left, process, key, patience, broken);
        }
        return broken;
    }

    /// Makes them one after the other, until one ends the JVM or does not come to an end.
    /// @param left those to be made; those that were are taken out
    private static void look(
            Deque<Registration> left, Process process, ToldKey key, Duration patience, Map<String, String> broken) {
        try {
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            AtomicReference<String> said = new AtomicReference<>("nothing");
            Thread reader = new Thread(() -> read(ToldLines.of(process), key, lines, said), "jar-probe");
            reader.setDaemon(true);
            reader.start();
            String line = lines.poll(START.toNanos(), TimeUnit.NANOSECONDS);
            if (line == null || !line.startsWith(STEP)) {
                throw new UncheckedIOException(new IOException(
                        "the JVM that looks at --classpath did not come so far as to make a class; it said: "
                                + OneLine.of(said.get())));
            }
            Step step = Step.parse(line.substring(STEP.length()));
            String exits = "";
            String why = "";
            while (why.isEmpty()) {
                line = lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    why = "it does not come to an end within %d s when it is %s"
                            .formatted(patience.toSeconds(), step.asked);
                } else if (line.startsWith(STEP)) {
                    step = Step.parse(line.substring(STEP.length()));
                } else if (line.startsWith(BROKEN)) {
                    broken.put(step.registration.name, line.substring(BROKEN.length()));
                } else if (line.startsWith(EXITS)) {
                    exits = line.substring(EXITS.length());
                } else if (line.equals(OVER)) {
                    left.clear();
                    return;
                } else if (line.equals(END)) {
                    why = exits.isEmpty()
                            ? "it ends the program with status %d when it is %s, as Runtime.halt does"
                                    .formatted(process.waitFor(), step.asked)
                            : exits + " ends the program by System.exit";
                }
            }
            broken.put(step.registration.name, why);
            while (!left.removeFirst().equals(step.registration)) {
                // it was made before
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while --classpath was looked at", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Whatever else makes registered classes in that JVM passes over all of these, those among them that have ended
    /// one before.
    private static Process start(Collection<Registration> registered, String classPath, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(flags);
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

    /// Its answers, and that there are no more.
    /// @param said gets the first line that is no answer: the JVM itself may print some, and code of others without end
    static void read(ToldLines told, ToldKey key, BlockingQueue<String> into, AtomicReference<String> said) {
        String nothing = said.get();
        try (told) {
            for (Optional<String> line = told.next(); line.isPresent(); line = told.next()) {
                String other = line.get();
                key.behind(other).ifPresentOrElse(into::add, () -> said.compareAndSet(nothing, other));
            }
        } catch (IOException _) {
            // it was ended by force
        } finally {
            into.add(END);
        }
    }
}
