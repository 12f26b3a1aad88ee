// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoakTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Catalog catalog = Catalog.load(getClass().getClassLoader());
    private final Workload counter = catalog.workload("counter");

    private Map<Workload, List<Side>> all() {
        Map<Workload, List<Side>> sides = new LinkedHashMap<>();
        catalog.workloads().forEach(workload -> sides.put(workload, catalog.sides(workload)));
        return sides;
    }

    private static List<String> commands(Trials trials, int count) {
        return Stream.generate(trials::next)
                .limit(count)
                .flatMap(trial -> trial.map(Trial::command).stream())
                .toList();
    }

    @Test
    void theSameSeedDrawsTheSameTrials() {
        List<String> drawn = commands(new Trials(all(), 2, 7), 100);

        assertEquals(drawn, commands(new Trials(all(), 2, 7), 100));
        assertEquals(drawn.size(), new HashSet<>(drawn).size());
    }

    @Test
    void everySideHasItsTurnAndEveryWait() {
        Map<Workload, List<Side>> sides = all();
        Trials trials = new Trials(sides, 2, 1);
        Set<String> kernels = new HashSet<>();
        Set<WaitStrategy.Kind> waits = new HashSet<>();
        for (int i = 0; i < 4 * trials.kinds(); i++) {
            trials.next().ifPresent(trial -> {
                kernels.add(trial.workload().name() + " " + trial.side().substrate());
                waits.add(trial.setting().waiting().kind());
            });
        }

        Set<String> missing = new HashSet<>();
        sides.forEach((workload, all) -> all.forEach(side -> missing.add(workload.name() + " " + side.substrate())));
        missing.removeAll(kernels);
        // blocks, pages of the output, values of entries and pieces of files are payloads; delegation carries none
        assertEquals(
                Set.of(
                        "cache shm:delegation",
                        "table shm:delegation",
                        "mapreduce shm:delegation",
                        "transparency shm:delegation"),
                missing);
        assertEquals(WaitStrategy.Kind.here(), waits);
    }

    @Test
    void waitsThatKeepTheirCoreAreDrawnOnlyIfThereAreEnough() {
        Trials trials = new Trials(all(), 2, 1);
        for (int i = 0; i < 500; i++) {
            trials.next().ifPresent(trial -> {
                Setting setting = trial.setting();
                boolean keeps = setting.waiting().kind() == WaitStrategy.Kind.SPIN
                        || setting.waiting().kind() == WaitStrategy.Kind.PAUSE;

                assertTrue(!keeps || setting.workers() + trial.side().servers(setting) <= 2, trial::command);
            });
        }
    }

    private Trial trial(LongSupplier answer) {
        Trials trials = new Trials(Map.of(counter, List.of(new Answering(answer))), 2, 1);
        return trials.next().orElseThrow();
    }

    @Test
    void aSideThatGivesWrongAnswersDiffers() {
        Trial trial = trial(() -> -1);

        SoakOutcome outcome = new Soak(LONG).run(trial);

        assertInstanceOf(SoakOutcome.Differed.class, outcome);
        assertTrue(
                trial.command().startsWith("duality verify --workload counter --on shm:answering --workers "),
                trial.command());
    }

    @Test
    void aSideThatThrowsDiffers() {
        SoakOutcome outcome = new Soak(LONG).run(trial(() -> {
            throw new IllegalStateException("no answer");
        }));

        assertTrue(
                assertInstanceOf(SoakOutcome.Differed.class, outcome)
                        .difference()
                        .contains("no answer"),
                outcome::toString);
    }

    @Test
    void aSideThatNeverAnswersHangsAndIsShownWhereItStands() {
        CountDownLatch never = new CountDownLatch(1);
        SoakOutcome outcome = new Soak(Duration.ofMillis(300)).run(trial(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        }));
        never.countDown();

        assertTrue(
                assertInstanceOf(SoakOutcome.Hung.class, outcome).dump().contains("CountDownLatch.await"),
                outcome::toString);
    }

    @Test
    void aTallyCountsByKindOfKernel() {
        Trial trial = trial(() -> 0);
        SoakTally tally = new SoakTally();
        tally.add(trial, new SoakOutcome.Agreed(1000));
        tally.add(trial, new SoakOutcome.Agreed(234));
        tally.add(trial, new SoakOutcome.Differed("it is wrong", List.of()));

        assertEquals(List.of(3L, 1234L, 1L), List.of(tally.kernels(), tally.operations(), tally.failures()));
        assertEquals(
                List.of(List.of("counter", "shm:answering", "3", "1,234", "1"), List.of("all", "", "3", "1,234", "1")),
                tally.table().rows());
    }

    /// A side of the counter that answers what it is told to.
    private record Answering(LongSupplier answer) implements Side {
        @Override
        public String substrate() {
            return "shm:answering";
        }

        @Override
        public String description() {
            return "answers what it is told to";
        }

        @Override
        public Contract contract() {
            return Contract.SHARED;
        }

        @Override
        public Kernel open(Setting setting) {
            return new Kernel() {
                @Override
                public void start(ThreadFactory factory) {}

                @Override
                public Caller caller(int worker) {
                    return new DirectCaller(setting) {
                        @Override
                        public long call(int kind, long a, long b, Payload payload) {
                            return answer.getAsLong();
                        }
                    };
                }

                @Override
                public long digest() {
                    return 0;
                }

                @Override
                public Map<String, Long> counts() {
                    return Map.of();
                }

                @Override
                public void close() {}
            };
        }
    }
}
