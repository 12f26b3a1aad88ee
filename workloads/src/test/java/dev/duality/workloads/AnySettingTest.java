// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.duality.shm.Payload;
import dev.duality.shm.contract.AnyText;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The properties that hold for whatever a user sets, of every workload there is. A name shows the seed that fails: put
/// it into `seeds`.
final class AnySettingTest {
    private static final int CASES = 500; // of one seed
    private static final int SCRIPTS = 20;
    private static final List<Workload> WORKLOADS =
            Catalog.load(AnySettingTest.class.getClassLoader()).workloads();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aValueIsWithinItsBoundsOrRefusedInOneLine(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            Workload workload = WORKLOADS.get(random.nextInt(WORKLOADS.size()));
            Map<String, String> given = given(workload, random);
            try {
                Values values = Values.of(workload, given);
                workload.parameters().forEach(parameter -> assertWithin(parameter, values));
                assertEquals(values.all(), Values.of(workload, values.all()).all());
                assertTrue(workload.payloadBytes(values) >= 0);
            } catch (BadInput refusal) {
                assertFalse(refusal.getMessage().isBlank());
            } catch (RuntimeException e) {
                fail("seed %d, case %d, %s with %s is answered by %s".formatted(seed, i, workload.name(), given, e), e);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSettingIsWithinItsBoundsOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Workload workload = new Sum();
        Setting plain = Setting.of(workload, Values.of(workload, Map.of()));
        for (int i = 0; i < CASES; i++) {
            int number = anyInt(random);
            boolean count = number >= 1 && number <= Setting.MAX_WORKERS;
            boolean window = number >= 1 && number <= 1 << 15 && (number & number - 1) == 0;
            assertTaken(
                    count, () -> assertEquals(number, plain.withWorkers(number).workers()));
            assertTaken(
                    count, () -> assertEquals(number, plain.withOwners(number).owners()));
            assertTaken(
                    window, () -> assertEquals(number, plain.withWindow(number).window()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameSeedGivesTheSameScriptsAndTheyAreTheWholeJob(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SCRIPTS; i++) {
            Workload workload = WORKLOADS.get(i % WORKLOADS.size());
            int operations = random.nextInt(8, 300);
            Setting setting = Setting.of(workload, Values.of(workload, Map.of("operations", "" + operations)))
                    .withSeed(random.nextLong())
                    .withWorkers(random.nextInt(1, 4));
            int all = 0;
            for (int worker = 0; worker < setting.workers(); worker++) {
                Script script = workload.script(setting, worker);
                List<String> lines = lines(script, setting);
                assertEquals(lines, lines(workload.script(setting, worker), setting));
                int first = random.nextInt(1, script.size() + 2);
                assertEquals(lines.subList(0, Math.min(first, script.size())), lines(script.first(first), setting));
                all += script.size();
            }
            assertEquals(operations, all, workload.name());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sharesOfAnyJobAddUp(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            int workers = random.nextInt(1, Setting.MAX_WORKERS + 1);
            long total = random.nextLong(workers, 1L << random.nextInt(11, 62));
            assertEquals(
                    total,
                    IntStream.range(0, workers)
                            .mapToLong(worker -> JobSplit.share(total, worker, workers))
                            .sum());
            int owner = JobSplit.owner(random.nextInt(), workers);
            assertTrue(owner >= 0 && owner < workers);
        }
    }

    private static Map<String, String> given(Workload workload, SplittableRandom random) {
        Map<String, String> given = new LinkedHashMap<>();
        List<Parameter<?>> parameters = workload.parameters();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Parameter<?> parameter = parameters.get(random.nextInt(parameters.size()));
            String name = random.nextInt(10) == 0 ? AnyText.of(random, parameter.name()) : parameter.name();
            given.put(name, AnyText.of(random, good(parameter)));
        }
        return given;
    }

    private static String[] good(Parameter<?> parameter) {
        return switch (parameter.bounds()) {
            case Parameter.Range(long least, long most) ->
                Stream.of(least, most, least - 1, most + 1).map(String::valueOf).toArray(String[]::new);
            case Parameter.Decimal(double least, double most) ->
                Stream.of(least, most, (least + most) / 2, least - 1, most + 1)
                        .map(String::valueOf)
                        .toArray(String[]::new);
            case Parameter.OneOf(List<String> words) -> words.toArray(String[]::new);
            case Parameter.File() -> new String[] {"", "/dev/null", "/", "/no/such/file"};
            case Parameter.Folder() -> new String[] {"", "/dev/null", "/", "/no/such/folder"};
        };
    }

    private static void assertWithin(Parameter<?> parameter, Values values) {
        switch (parameter.bounds()) {
            case Parameter.Range(long least, long most) -> {
                long number = Long.parseLong(values.text(parameter));
                assertTrue(least <= number && number <= most, () -> parameter.name() + "=" + number);
            }
            case Parameter.Decimal(double least, double most) -> {
                double number = Double.parseDouble(values.text(parameter));
                assertTrue(least <= number && number <= most, () -> parameter.name() + "=" + number);
            }
            case Parameter.OneOf(List<String> words) -> assertTrue(words.contains(values.text(parameter)));
            case Parameter.File(), Parameter.Folder() -> values.get(parameter);
        }
    }

    private static void assertTaken(boolean good, Runnable take) {
        if (good) {
            take.run();
        } else {
            assertThrows(BadInput.class, take::run);
        }
    }

    private static int anyInt(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt();
            case 1 -> 1 << random.nextInt(32);
            default -> random.nextInt(-2, Setting.MAX_WORKERS + 3);
        };
    }

    /// Operations and the bytes that come with them.
    private static List<String> lines(Script script, Setting setting) {
        List<String> lines = new ArrayList<>();
        Payload payload = setting.payload();
        for (int i = 0; i < script.size(); i++) {
            script.load(i, payload);
            lines.add(script.line(i) + ", " + payload);
        }
        return lines;
    }
}
