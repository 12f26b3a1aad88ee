// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.jmh.JvmEnd;
import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.ToldKey;
import dev.duality.jmh.ToldLines;
import dev.duality.jmh.fork.LastWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One JVM that compares, and what it tells.
final class Comparing implements AutoCloseable {
    private static final int SIGNALLED = 128;
    private static final int OUT_OF_MEMORY = 3; // a JVM's status
    private static final int STOP_MILLIS = 2_000;
    private static final int MOST_WAITING = 1_024; // lines: whoever writes more waits until they are read

    private final Verifier.Limits limits;
    private final Path log;
    private final ToldKey key = ToldKey.fresh();
    private final Process process;
    private final Thread atEnd;
    private final Thread reading;
    private final BlockingQueue<Optional<Told>> told = new LinkedBlockingQueue<>(MOST_WAITING); // empty at the end
    private volatile boolean ranOut;

    Comparing(VerifyOrder order, Path files, String classPath, List<String> flags, Verifier.Limits limits) {
        this.limits = limits;
        this.log = files.resolve("log.txt");
        try {
            Files.createDirectory(files);
            Path file = files.resolve("order.properties");
            order.write(file);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JvmFlags.FORK);
            command.addAll(JvmFlags.GUARD);
            command.addAll(List.of("-Xmx" + limits.mebibytes() + "m", "-Djava.io.tmpdir=" + files));
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, VerifyMain.class.getName(), file.toString()));
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            key.hand(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM to compare in: " + e.getMessage(), e);
        }
        atEnd = new Thread(process::destroyForcibly, "end of what compares");
        Runtime.getRuntime().addShutdownHook(atEnd);
        reading = new Thread(this::read, "what is told");
        reading.setDaemon(true);
        reading.start();
    }

    private void read() {
        try (ToldLines lines = ToldLines.of(process)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                ranOut |= line.get().contains(JvmFlags.OUT_OF_MEMORY);
                Optional<Told> read = Told.read(key, line.get());
                if (read.isPresent()) {
                    told.put(read);
                }
            }
        } catch (IOException _) {
            // it is over
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody follows
        } finally {
            tellEnd();
        }
    }

    private void tellEnd() {
        try {
            told.put(Optional.empty()); // however much waits to be read
        } catch (InterruptedException _) {
            // nobody follows
        }
    }

    /// Follows it until it has compared all, or is broken off.
    /// @param hears gets what is found
    /// @return why it did not come to its end; empty if it did
    Optional<VerifyFinding> follow(Consumer<VerifyFinding> hears) throws InterruptedException {
        Optional<Subject> subject = Optional.empty();
        String doing = "its classes are loaded";
        Optional<String> caller = Optional.empty();
        long began = System.nanoTime();
        while (true) {
            long left = limits.timeout().toNanos() - (System.nanoTime() - began);
            Optional<Told> next = told.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (next == null) {
                return Optional.of(new VerifyFinding(
                        subject,
                        VerifyFinding.Kind.TIMEOUT,
                        List.of("no end within %,d s while %s; it hangs, or needs longer: --timeout"
                                .formatted(limits.timeout().toSeconds(), doing))));
            }
            if (next.isEmpty()) {
                VerifyFinding ended = ended(subject, doing, caller);
                if (JvmEnd.hasBegun()) {
                    throw new InterruptedException("it was ended with this JVM, and is no finding");
                }
                return Optional.of(ended);
            }
            switch (next.get()) {
                case Told.Began(Subject of, String what) -> {
                    if (!subject.equals(Optional.of(of))) {
                        began = System.nanoTime();
                    }
                    subject = Optional.of(of);
                    doing = what;
                }
                case Told.Ended over -> {
                    hears.accept(VerifyFinding.of(over));
                    began = System.nanoTime();
                }
                case Told.Exits(String by) -> caller = Optional.of(by);
                case Told.Over() -> {
                    return Optional.empty();
                }
            }
        }
    }

    private VerifyFinding ended(Optional<Subject> subject, String doing, Optional<String> caller)
            throws InterruptedException {
        if (!process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
            return new VerifyFinding(
                    subject, VerifyFinding.Kind.EXITED, List.of("its standard output was closed while " + doing));
        }
        if (ranOut && process.exitValue() == OUT_OF_MEMORY) { // code of others may print the like
            return new VerifyFinding(
                    subject,
                    VerifyFinding.Kind.MEMORY,
                    List.of("more than %,d MiB while %s; it keeps what it should give back, or needs more: --memory"
                            .formatted(limits.mebibytes(), doing)));
        }
        String how = caller.map(by -> by + " ended its JVM by System.exit").orElseGet(this::status);
        return new VerifyFinding(subject, VerifyFinding.Kind.EXITED, List.of(how + " while " + doing));
    }

    private String status() {
        int status = process.exitValue();
        if (status > SIGNALLED) {
            return "its JVM crashed, or was killed by signal " + (status - SIGNALLED);
        }
        String last = LastWords.of(log);
        return "its JVM ended with status %d%s"
                .formatted(status, last.isEmpty() ? ", as Runtime.halt ends one," : ", which said: " + last + ",");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        reading.interrupt(); // it may wait until somebody takes what was told
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException _) {
            // the end has begun
        }
    }
}
