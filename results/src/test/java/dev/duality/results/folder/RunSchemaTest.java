// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.duality.results.AnyRun;
import dev.duality.results.Cell;
import dev.duality.results.HostCarrier;
import dev.duality.results.Jar;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schema and the records say the same, each in its own way, so each is held against the other.
class RunSchemaTest {
    private static final Path FILE = Path.of("run.json");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @Test
    void itIsASchema() {
        String draft = "https://json-schema.org/draft/2020-12/schema";

        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(com.networknt.schema.SchemaLocation.of(draft))
                        .validate(RunSchema.text(), InputFormat.JSON));
        assertTrue(RunSchema.text().contains("\"const\": " + Run.SCHEMA), "another version needs another schema");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsValid(long seed) {
        assertEquals(List.of(), RunSchema.violations(tree(seed)));
    }

    /// Whatever is left out, added or of another type somewhere: both refuse it.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTheRecordsRefuseForItsShapeTheSchemaRefuses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            JsonNode run = tree(seed);
            String change = change(run, random);

            List<String> faults = RunSchema.violations(run);

            assertFalse(faults.isEmpty(), change);
            assertTrue(refused(run), change + " is refused by the schema alone: " + faults);
        }
    }

    /// And a run without one, which may have been written before there were any, has no such property.
    @Test
    void whatCarriesHostsIsKeptAndTheSchemaTakesIt() {
        HostCarrier carrier = new HostCarrier(
                "Open MPI v4.1.4",
                "ob1",
                List.of("self", "tcp"),
                "eth0",
                "pt2pt",
                HostCarrier.OneSided.MESSAGES,
                List.of(new HostCarrier.Trip(8, 20_000)),
                1_000,
                500);
        Cell cell = Samples.cell("rpc", "messaging:mpi", 1, 1);
        Outcome.Measured near = new Outcome.Measured(
                List.of(),
                Optional.of(Samples.closed(1e6, 1, Samples.usage(), Optional.empty())),
                List.of(),
                Optional.empty());
        Outcome.Measured far =
                new Outcome.Measured(near.cpus(), near.closed(), near.open(), near.job(), Optional.of(carrier));
        for (Outcome.Measured outcome : List.of(near, far)) {
            Run run = Samples.run(2, List.of(cell)).with(Samples.record(cell, 1, outcome));
            JsonNode tree = RunJson.tree(FILE, RunJson.write(run));

            assertEquals(List.of(), RunSchema.violations(tree));
            assertEquals(
                    outcome,
                    RunJson.read(FILE, RunJson.write(run)).records().getFirst().outcome());
            assertEquals(
                    outcome.carrier().isPresent(),
                    tree.get("records").get(0).get("outcome").has("carrier"));
        }
    }

    /// And a run without one, which may have been written before they were kept, has no such property.
    @Test
    void aJarOfTheUsersIsKeptAndTheSchemaTakesItAndNothingLess() {
        Jar jar = new Jar("mine.jar", 3, "0a".repeat(32), true);
        Run run = Samples.run(2, List.of()).withJars(List.of(jar));
        JsonNode tree = RunJson.tree(FILE, RunJson.write(run));

        assertEquals(List.of(), RunSchema.violations(tree));
        assertEquals(run, RunJson.read(FILE, RunJson.write(run)));
        assertFalse(RunJson.tree(FILE, RunJson.write(run.withJars(List.of()))).has("jars"));
        for (String name : List.of("name", "bytes", "sha256", "changed")) {
            JsonNode less = RunJson.tree(FILE, RunJson.write(run));
            ((ObjectNode) less.get("jars").get(0)).remove(name);
            assertFalse(RunSchema.violations(less).isEmpty(), name);
            assertTrue(refused(less), name);
        }
        JsonNode other = RunJson.tree(FILE, RunJson.write(run));
        ((ObjectNode) other.get("jars").get(0)).put("sha256", "0A".repeat(32));
        assertFalse(RunSchema.violations(other).isEmpty());
        assertTrue(refused(other));
    }

    @Test
    void aNumberThatIsTooLargeForAWholeOneIsAFaultAndNothingIsThrown() {
        ObjectNode run = (ObjectNode) tree(1);
        ((ObjectNode) run.get("machine")).put("memoryBytes", 1e308);

        List<String> faults = RunSchema.violations(run);

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().startsWith("/machine/memoryBytes: is 1.0E308"), faults::getFirst);
    }

    @Test
    void aFractionWhereAWholeNumberMustBeIsToldInWords() {
        ObjectNode run = (ObjectNode) tree(1);
        ((ObjectNode) run.get("machine")).put("memoryBytes", 1e308);
        byte[] json = run.toString().getBytes(StandardCharsets.UTF_8);

        String said = assertThrows(RunUnreadable.class, () -> RunJson.read(Path.of("run.json"), json))
                .getMessage();

        assertTrue(said.contains("machine.memoryBytes: it is 1.0E308, but must be a whole number;"), said);
        assertFalse(said.contains("long"), said);
    }

    @Test
    void aFaultSaysWhere() {
        ObjectNode run = (ObjectNode) tree(3);
        run.put("seed", "1");
        ((ObjectNode) run.get("machine")).remove("cpu");

        List<String> faults = RunSchema.violations(run);

        assertEquals(2, faults.size(), faults.toString());
        assertTrue(faults.stream().anyMatch(line -> line.startsWith("/seed: ")), faults.toString());
        assertTrue(
                faults.stream().anyMatch(line -> line.startsWith("/machine: ") && line.contains("cpu")),
                faults.toString());
    }

    private static JsonNode tree(long seed) {
        return RunJson.tree(FILE, RunJson.write(AnyRun.of(seed).run()));
    }

    private static boolean refused(JsonNode run) {
        try {
            RunJson.read(FILE, run.toString().getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (RunUnreadable _) {
            return true;
        }
    }

    /// One component of one record is taken out, doubled under a name of no meaning, or made an array.
    private static String change(JsonNode run, SplittableRandom random) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(run, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = List.copyOf(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(3)) {
            case 0 -> {
                object.remove(name);
                yield "without " + name + " in " + names;
            }
            case 1 -> {
                object.set("x", object.get(name));
                yield "with x in " + names;
            }
            default -> {
                JsonNode value = object.get(name);
                if (value.isArray()) {
                    object.put(name, 1);
                } else {
                    object.putArray(name).add(value);
                }
                yield "of another type: " + name + " in " + names;
            }
        };
    }

    /// Every object that is a record of ours; names of parameters are free, so their map is none.
    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
            object.properties().forEach(entry -> {
                if (entry.getKey().equals("params")) {
                    entry.getValue().forEach(value -> collect(value, objects));
                } else {
                    collect(entry.getValue(), objects);
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(value -> collect(value, objects));
        }
    }
}
