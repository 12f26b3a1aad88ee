// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import static dev.duality.workloads.contract.Samples.settings;
import static dev.duality.workloads.contract.Samples.sides;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.SpecificationCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The promises of every workload to whoever runs it. A test class that implements this interface and supplies the
/// workload, samples of its values and their size gets the whole suite, over every substrate that is available here.
public interface WorkloadContract extends SideChecks {
    @Test
    default void isFoundByItsName() {
        Catalog catalog = Catalog.load(loader());

        assertEquals(workload().getClass(), catalog.workload(workload().name()).getClass());
    }

    @Test
    default void isDescribedInOneLineAndSoAreItsParameters() {
        assertTrue(workload().name().matches("[a-z][a-z0-9-]*"), workload().name());
        assertLine(workload().description());
        for (Parameter<?> parameter : workload().parameters()) {
            assertTrue(parameter.name().matches("[a-z][a-z0-9-]*"), parameter.name());
            assertLine(parameter.description());
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
        settings(this).map(setting -> setting.withWorkers(2)).forEach(setting -> {
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
                assertEquals(sum, workload().operations(shared), "what operations says, " + sample);
            }
        }
    }

    @Test
    default void twoSpecificationsAgree() {
        settings(this).forEach(setting -> {
            assertEquals(Optional.empty(), new SpecificationCheck(workload(), setting, Samples.MOST).statesOfALoad());
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

    @Test
    default void theStateComesApartIfTheWorkloadSaysSo() {
        settings(this).map(setting -> setting.withWorkers(3)).forEach(setting -> {
            SpecificationCheck check = new SpecificationCheck(workload(), setting, Samples.MOST);

            assertEquals(Optional.empty(), check.statesOfALoad().isPresent() ? Optional.empty() : check.parts());
        });
    }

    /// A load goes through the script again and again: operations that change the state the first time and not the
    /// second measure nothing from then on. What is half as often is as often: loads and contents may come to be what
    /// they were.
    @Test
    default void aSecondPassChangesTheStateAsOftenAsTheFirstOrTheWorkloadSaysWhyNot() {
        settings(this).forEach(setting -> {
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
        settings(this).forEach(setting -> {
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
        settings(this).map(setting -> setting.withWorkers(2)).forEach(setting -> {
            boolean said = workload().commutes(setting)
                    || workload().partitioned()
                    || workload().invariant(setting).isPresent();

            assertTrue(said, "neither commutes nor invariant says what must hold after a load of several workers");
        });
    }

    /// Without it a workload that refuses every sample would pass.
    @Test
    default void everySampleHasASideOverSharedMemoryAndOneOverMessages() {
        settings(this).forEach(setting -> {
            for (String kind : List.of("shm:", "messaging:")) {
                assertTrue(
                        sides(this, setting).anyMatch(side -> side.substrate().startsWith(kind)),
                        () -> "no side of " + kind + " takes "
                                + setting.values().all());
            }
        });
        assertFalse(samples().isEmpty(), "no sample to try");
    }
}
