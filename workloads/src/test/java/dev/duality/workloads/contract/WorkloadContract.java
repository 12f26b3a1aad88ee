// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Wait;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.Histories;
import dev.duality.workloads.verify.Verdict;
import dev.duality.workloads.verify.Verification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every workload promises to whoever runs it. A test class that implements this interface and supplies the
/// workload, samples of its values and their size gets the whole suite, over every substrate that is available here.
public interface WorkloadContract {
    Workload workload();

    /// Values to try, with a small job.
    List<Map<String, String>> samples();

    /// How many operations the job of a sample has.
    long operations(Map<String, String> sample);

    /// Where the workload is registered: the class path of the tests, unless it is in a jar that they load.
    default ClassLoader loader() {
        return getClass().getClassLoader();
    }

    /// How long one side may take to be compared with the specification. A side that takes longer hangs, and fails.
    default Duration patience() {
        return Duration.ofMinutes(1);
    }

    private Stream<Setting> settings() {
        return samples().stream().map(sample -> Setting.of(workload(), Values.of(workload(), sample)));
    }

    @Test
    default void isFoundByItsName() {
        Catalog catalog = Catalog.load(loader());

        assertEquals(workload().getClass(), catalog.workload(workload().name()).getClass());
    }

    @Test
    default void isDescribedInOneLineAndSoAreItsParameters() {
        assertTrue(workload().name().matches("[a-z][a-z0-9-]*"), workload().name());
        assertLine(workload().about());
        for (Parameter<?> parameter : workload().parameters()) {
            assertTrue(parameter.name().matches("[a-z][a-z0-9-]*"), parameter.name());
            assertLine(parameter.about());
        }
    }

    private static void assertLine(String text) {
        assertFalse(text.isBlank() || text.contains("\n") || text.endsWith("."), text);
    }

    @Test
    default void initialValuesAreWithinTheirBounds() {
        Map<String, String> initial = new HashMap<>();
        workload().parameters().forEach(parameter -> initial.put(parameter.name(), parameter.initial()));

        assertEquals(initial, Values.of(workload(), initial).all());
    }

    @Test
    default void aValueOutOfBoundsIsRefusedInOneLineThatNamesItAndWhatIsExpected() {
        for (Parameter<?> parameter : workload().parameters()) {
            BadInput refusal = assertThrows(
                    BadInput.class, () -> Values.of(workload(), Map.of(parameter.name(), "no such thing")));

            assertLine(refusal.getMessage());
            assertTrue(refusal.getMessage().contains(parameter.name()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("no such thing"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains(parameter.bounds().expected()), refusal.getMessage());
        }
    }

    @Test
    default void anUnknownParameterIsRefusedInOneLineThatNamesThoseThereAre() {
        BadInput refusal = assertThrows(BadInput.class, () -> Values.of(workload(), Map.of("colour", "red")));

        assertLine(refusal.getMessage());
        assertTrue(refusal.getMessage().contains("colour"), refusal.getMessage());
        workload().parameters().forEach(p -> assertTrue(refusal.getMessage().contains(p.name()), refusal.getMessage()));
    }

    @Test
    default void scriptsAreTheSameForTheSameSeed() {
        settings().map(setting -> setting.withWorkers(2)).forEach(setting -> {
            for (int worker = 0; worker < 2; worker++) {
                assertSame(workload().script(setting, worker), workload().script(setting, worker), setting);
            }
        });
    }

    private static void assertSame(Script one, Script other, Setting setting) {
        assertEquals(one.size(), other.size());
        Payload first = setting.payload();
        Payload second = setting.payload();
        for (int i = 0; i < one.size(); i++) {
            one.load(i, first);
            other.load(i, second);
            assertEquals(one.line(i), other.line(i));
            assertTrue(first.matches(second), one.line(i));
        }
    }

    @Test
    default void sharesOfTheWorkersAddUpToTheJob() {
        for (Map<String, String> sample : samples()) {
            Setting setting = Setting.of(workload(), Values.of(workload(), sample));
            for (int workers = 1; workers <= 5; workers++) {
                Setting shared = setting.withWorkers(workers);
                long sum = IntStream.range(0, workers)
                        .mapToLong(worker -> workload().script(shared, worker).size())
                        .sum();

                assertEquals(operations(sample), sum, workers + " workers, " + sample);
                assertEquals(sum, workload().operations(shared), workers + " workers, " + sample);
            }
        }
    }

    @Test
    default void twoSpecificationsAgree() {
        settings().forEach(setting -> {
            Specification one = workload().specification(setting);
            Specification other = workload().specification(setting);
            Script script = workload().script(setting, 0);
            Payload first = setting.payload();
            Payload second = setting.payload();
            for (int i = 0; i < script.size(); i++) {
                script.load(i, first);
                script.load(i, second);
                assertEquals(
                        one.apply(script.kind(i), script.a(i), script.b(i), first),
                        other.apply(script.kind(i), script.a(i), script.b(i), second),
                        script.line(i));
                assertTrue(first.matches(second), script.line(i));
            }
            assertAll(
                    () -> assertEquals(one.digest(), other.digest()), () -> assertEquals(one.counts(), other.counts()));
        });
    }

    /// A load goes through the script again and again: operations that change the state the first time and not the
    /// second measure nothing from then on. What is half as often is as often: loads and contents may come to be what
    /// they were.
    @Test
    default void aSecondPassChangesTheStateAsOftenAsTheFirstOrTheWorkloadSaysWhyNot() {
        settings().forEach(setting -> {
            Specification state = workload().specification(setting);
            Script script = workload().script(setting, 0);
            int first = changes(state, script, 0, setting);
            int second = changes(state, script, 1, setting);
            workload().settles(setting).ifPresent(WorkloadContract::assertLine);
            assertTrue(
                    2 * second >= first || workload().settles(setting).isPresent(),
                    () ->
                            "%d of %d operations change the state, and when the script is gone through again %d; let it grow, or say why in settles: %s"
                                    .formatted(
                                            first,
                                            script.size(),
                                            second,
                                            setting.values().all()));
        });
    }

    private static int changes(Specification state, Script script, int pass, Setting setting) {
        Payload payload = setting.payload();
        int changes = 0;
        for (int i = 0; i < script.size(); i++) {
            long before = state.digest();
            script.load(i, payload);
            state.apply(script.kind(i), script.a(i) + pass * script.growth(), script.b(i), payload);
            changes += state.digest() == before ? 0 : 1;
        }
        return changes;
    }

    @Test
    default void passesGoneThroughAtOnceAreAsGoodAsOneOperationAfterTheOther() {
        settings().forEach(setting -> {
            for (int passes = 2; passes <= 5; passes++) {
                Specification quick = workload().specification(setting.withWorkers(2));
                Specification slow = workload().specification(setting.withWorkers(2));
                for (int worker = 0; worker < 2; worker++) { // the second one finds what the first has left
                    Script script = workload().script(setting.withWorkers(2), worker);
                    OptionalLong answers = quick.passes(script, passes);
                    if (answers.isEmpty()) {
                        return;
                    }
                    long sum = 0;
                    for (int pass = 0; pass < passes; pass++) {
                        sum += answers(slow, script, pass, setting);
                    }
                    assertEquals(sum, answers.getAsLong(), "answers of " + passes + " passes");
                    assertEquals(slow.digest(), quick.digest(), "digest after " + passes + " passes");
                }
            }
        });
    }

    private static long answers(Specification state, Script script, int pass, Setting setting) {
        Payload payload = setting.payload();
        long answers = 0;
        for (int i = 0; i < script.size(); i++) {
            script.load(i, payload);
            answers += state.apply(script.kind(i), script.a(i) + pass * script.growth(), script.b(i), payload);
            answers += payload.sum();
        }
        return answers;
    }

    @Test
    default void somethingIsSaidOfWhatSeveralWorkersLeave() {
        settings().map(setting -> setting.withWorkers(2)).forEach(setting -> {
            boolean said = workload().commutes(setting)
                    || workload().partitioned()
                    || workload().invariant(setting).isPresent();

            assertTrue(said, "neither commutes nor invariant says what must hold after a load of several workers");
        });
    }

    /// Without it a workload that refuses every sample would pass.
    @Test
    default void everySampleHasASideOverSharedMemoryAndOneOverMessages() {
        settings().forEach(setting -> {
            for (String kind : List.of("shm:", "messaging:")) {
                assertTrue(
                        sides(setting).anyMatch(side -> side.substrate().startsWith(kind)),
                        () -> "no side of " + kind + " takes "
                                + setting.values().all());
            }
        });
        assertFalse(samples().isEmpty(), "no sample to try");
    }

    /// With more threads than cores, too, so the waits are those that leave the core.
    @TestFactory
    default Stream<DynamicTest> everySideGivesTheSpecificationsAnswers() {
        return settings()
                .flatMap(setting -> sides(setting)
                        .flatMap(side -> Stream.of(1, 2, 3)
                                .flatMap(workers -> Stream.of(Wait.Kind.YIELD, Wait.Kind.PARK)
                                        .map(wait ->
                                                setting.withWorkers(workers).withWait(wait))
                                        .filter(opened -> side.refusal(opened).isEmpty())
                                        .map(opened -> verification(side, opened, 300)))));
    }

    /// Spinning takes a core that the other side may need, so this asks for little.
    @TestFactory
    default Stream<DynamicTest> everySideGivesTheSpecificationsAnswersWhateverTheWait() {
        return settings()
                .limit(1)
                .flatMap(setting -> sides(setting)
                        .flatMap(side -> Stream.of(Wait.Kind.values())
                                .map(setting::withWait)
                                .filter(opened -> side.refusal(opened).isEmpty())
                                .map(opened -> verification(side, opened, 50))));
    }

    private Stream<Side> sides(Setting setting) {
        return Catalog.load(loader()).sides(workload()).stream()
                .filter(side ->
                        side.unavailable().isEmpty() && side.refusal(setting).isEmpty());
    }

    private DynamicTest verification(Side side, Setting setting, int operations) {
        String name = "%s, %d workers, %s, %s"
                .formatted(
                        side.substrate(),
                        setting.workers(),
                        setting.waiting().word(),
                        setting.values().all());
        return DynamicTest.dynamicTest(name, () -> {
            Verdict verdict = assertTimeoutPreemptively(
                    patience(),
                    () -> new Verification(workload(), side, setting, operations, Thread::new).run(),
                    () -> side.substrate() + " hangs");

            assertInstanceOf(Verdict.Agrees.class, verdict, verdict::toString);
        });
    }

    @TestFactory
    default Stream<DynamicTest> historiesOfSeveralWorkersAreLinearizable() {
        return settings()
                .flatMap(setting -> sides(setting)
                        .flatMap(side -> Stream.of(2, 3)
                                .map(workers -> setting.withWorkers(workers).withWait(leavingItsCore(side)))
                                .filter(opened -> side.refusal(opened).isEmpty())
                                .map(opened -> histories(side, opened))));
    }

    private static Wait.Kind leavingItsCore(Side side) {
        return side.waits().contains(Wait.Kind.YIELD) ? Wait.Kind.YIELD : Wait.Kind.PARK;
    }

    private DynamicTest histories(Side side, Setting setting) {
        String name = "%s, %d workers, %s"
                .formatted(side.substrate(), setting.workers(), setting.values().all());
        return DynamicTest.dynamicTest(name, () -> {
            Verdict verdict = new Histories(workload(), side, setting, 5, Thread::new).run();

            assertInstanceOf(Verdict.Agrees.class, verdict, verdict::toString);
        });
    }

    @TestFactory
    default Stream<DynamicTest> ownersThatShareTheStateGiveTheSpecificationsAnswers() {
        return settings()
                .filter(_ -> workload().partitioned())
                .map(setting -> setting.withOwners(2).withWorkers(2).withWait(Wait.Kind.YIELD))
                .flatMap(setting -> sides(setting)
                        .filter(side -> side.servers(setting) == 2)
                        .map(side -> verification(side, setting, 300)));
    }
}
