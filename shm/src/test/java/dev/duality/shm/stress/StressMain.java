// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.openjdk.jcstress.infra.runners.TestList;

/// Runs all stress tests of a module and their twins. The sound ones must pass, and each twin must be caught.
public final class StressMain {
    /// The number of further tries to catch a twin that was not caught yet.
    private static final int TIMES_AGAIN = 4;

    private final Pairs pairs;
    private final Runs runs;
    private final List<String> failures = new ArrayList<>();

    private StressMain(Pairs pairs, Runs runs) {
        this.pairs = pairs;
        this.runs = runs;
    }

    /// @param args `short` or `long`, and the folder where jcstress leaves its logs and its pages
    public static void main(String[] args) throws IOException, InterruptedException {
        Pass pass = Pass.valueOf(args[0].toUpperCase(Locale.ROOT));
        StressMain main = new StressMain(Pairs.of(TestList.tests()), new Runs(Path.of(args[1])));
        long start = System.nanoTime();
        main.run(pass);
        main.print(Duration.ofNanos(System.nanoTime() - start));
        if (!main.failures.isEmpty()) {
            System.exit(1);
        }
    }

    private void run(Pass pass) throws IOException, InterruptedException {
        runs.run(Pass.SHORT, pairs.all());
        for (int again = 0; again < TIMES_AGAIN && !undecided().isEmpty(); again++) {
            runs.run(Pass.AGAIN, undecided());
        }
        if (pass == Pass.LONG) {
            runs.run(Pass.LONG, new TreeSet<>(pairs.twins().keySet()));
        }
    }

    private NavigableSet<String> undecided() {
        NavigableSet<String> undecided = new TreeSet<>();
        pairs.twins().forEach((test, twins) -> {
            if (runs.seen(test).isUndecided()) {
                undecided.add(test);
            }
            twins.stream().filter(twin -> runs.seen(twin).isUncaught()).forEach(undecided::add);
        });
        return undecided;
    }

    private void print(Duration took) {
        pairs.twins().forEach(this::print);
        int tests = pairs.twins().size();
        System.out.printf(
                Locale.ROOT,
                "%d stress tests and %d twins, %d s: %s%n",
                tests,
                pairs.all().size() - tests,
                took.toSeconds(),
                failures.isEmpty() ? "all sound, all twins caught" : failures.size() + " FAILED");
        failures.forEach(System.out::println);
    }

    private void print(String test, NavigableSet<String> twins) {
        Seen sound = runs.seen(test);
        System.out.printf(Locale.ROOT, "%s, %,d samples%n", test, sound.samples());
        sound.rows().forEach(System.out::println);
        if (!sound.unsound().isEmpty()) {
            failures.add(test + ": " + sound.unsound());
        }
        for (String twin : twins) {
            Seen broken = runs.seen(twin);
            System.out.println(broken.row(twin, TestList.getInfo(twin).description()));
            if (!broken.uncaught().isEmpty()) {
                failures.add(twin + ": " + broken.uncaught());
            }
        }
    }
}
