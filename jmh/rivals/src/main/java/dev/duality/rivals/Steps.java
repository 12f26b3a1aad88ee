// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Counts the instructions of a round trip: `steps.c` steps through both threads of a fork, once they have been compiled.
/// No counter of the processor's is needed, so that virtual machines do, too; it needs leave to trace a process.
final class Steps {
    /// As Linux cuts them.
    private static final Set<String> ANSWERING = Set.of("answer", "server-0", "floor-answer");
    private static final String ASKING = "dev.duality."; // JMH names its threads by the benchmark

    private static final int INSTRUCTIONS = 60_000;
    private static final int LEAST_IN_COMMON = 80; // of a hundred; else it was not one turn after the other
    private static final int TRIES = 3;

    /// How long a thread has to have run before it is stepped: by then its code is compiled for good.
    static final int WARM_MILLIS = 2_000;

    private static final int TICK_MILLIS = 10; // of CPU time, as Linux tells it
    private static final int LOOK_MILLIS = 50;

    private final CProgram program;

    private Steps(CProgram program) {
        this.program = program;
    }

    static Steps in(Path folder) {
        return new Steps(CProgram.in(folder, "steps"));
    }

    /// Waits for a child of this process that has both threads, and for them to be warm.
    /// @return the instructions of both for a round trip
    /// @throws IllegalStateException if they cannot be stepped here; the message says why
    double ofTheFork() throws InterruptedException {
        while (true) { // until whoever has started the fork sees it end, and interrupts
            List<Path> threads = threads();
            if (threads.size() == 2 && threads.stream().allMatch(Steps::warm)) {
                return count(threads.getFirst()) + count(threads.getLast());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /// The asking thread and the answering one, as far as they are there.
    private static List<Path> threads() {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> tasks(child.pid()))
                .filter(task -> name(task).filter(name -> name.startsWith(ASKING) || ANSWERING.contains(name)).isPresent())
                .toList();
    }

    private static Stream<Path> tasks(long process) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/%d/task".formatted(process)))) {
            return tasks.toList().stream();
        } catch (IOException | UncheckedIOException _) {
            return Stream.of(); // it has ended meanwhile
        }
    }

    private static Optional<String> name(Path task) {
        return text(task.resolve("comm")).map(String::strip);
    }

    private static boolean warm(Path task) {
        return text(task.resolve("stat"))
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "))
                .filter(fields -> Long.parseLong(fields[11]) * TICK_MILLIS >= WARM_MILLIS)
                .isPresent();
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException _) {
            return Optional.empty(); // it has ended meanwhile
        }
    }

    private double count(Path thread) {
        String last = "";
        for (int i = 0; i < TRIES; i++) {
            List<String> said = program.run(thread.getFileName(), INSTRUCTIONS);
            last = String.join(" ", said);
            String[] figures = last.split(" ");
            try {
                if (figures.length == 2 && Integer.parseInt(figures[1]) >= LEAST_IN_COMMON) {
                    return Double.parseDouble(figures[0]);
                }
            } catch (NumberFormatException _) {
                break; // it said why not
            }
        }
        throw new IllegalStateException("steps: " + last);
    }
}
