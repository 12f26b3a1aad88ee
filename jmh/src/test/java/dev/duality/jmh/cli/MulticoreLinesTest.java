// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Transports of a user's jar on a simulated machine, and the lines that came most: `examples/indices` has a ring with
/// both indices on one line, and the same ring without that mistake.
class MulticoreLinesTest {
    private static final Path EXAMPLE = Path.of("../examples/indices/src/main");

    @TempDir
    private static Path folder;

    private static Path indices;
    private String out = "";
    private String err = "";

    private int duality(String args) {
        TypedCommands.Done done = TypedCommands.duality(args.split(" "));
        out = done.out();
        err = done.err();
        return done.exit();
    }

    private static void register(Path classes, String... names) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.write(services.resolve(Transport.class.getName()), List.of(names));
    }

    @BeforeAll
    static void compileTheExample() throws IOException {
        try (Stream<Path> sources = Files.walk(EXAMPLE)) {
            indices = UserSources.compiled(
                    folder,
                    sources.filter(file -> file.toString().endsWith(".java")).toList());
        }
        Path services = EXAMPLE.resolve("resources/META-INF/services/" + Transport.class.getName());
        register(indices, Files.readAllLines(services).toArray(String[]::new));
    }

    private JsonNode rows(String more) {
        assertEquals(
                ExitCodes.DONE,
                duality("multicore --operations 100 --format json --classpath " + indices + " " + more),
                err);
        return JsonMapper.shared().readTree(out).get("rows");
    }

    private static double transfers(JsonNode row) {
        double sum = 0;
        for (JsonNode distance : row.get("lines").get("transfers")) {
            sum += distance.asDouble();
        }
        return sum;
    }

    private static JsonNode busiest(JsonNode row) {
        return row.get("lines").get("busiest");
    }

    @Test
    void indicesOnOneLineCostMoreLinesThanIndicesApart() {
        JsonNode rows = rows("--workload rpc --workers 1 --on messaging:indices-on-one-line,messaging:indices-apart");

        assertTrue(transfers(rows.get(0)) > 1 + transfers(rows.get(1)), out);
        assertEquals(0, busiest(rows.get(0)).size(), "nobody asked");
    }

    @Test
    void theLineOfBothIndicesComesFirstWithTheWriterOfEach() {
        JsonNode line = busiest(rows("--workload rpc --workers 1 --lines 3 --on messaging:indices-on-one-line")
                        .get(0))
                .get(0);

        assertTrue(line.get("region").asString().startsWith("IndexRing.new:"), out);
        assertEquals(0, line.get("offset").asInt());
        assertEquals(2, line.get("mixed").asInt(), "there and back");
        assertEquals(2, line.get("words").size());
        List<String> writers = List.of("IndexRing.Consumer.poll:", "IndexRing.Producer.offer:");
        for (int word = 0; word < 2; word++) {
            JsonNode index = line.get("words").get(word);
            assertEquals(Long.BYTES * word, index.get("offset").asInt());
            assertEquals(1, index.get("writers").asInt());
            assertTrue(index.get("writtenAt").get(0).asString().startsWith(writers.get(word)), out);
        }
    }

    @Test
    void noLineIsMixedWhereTheIndicesAreApart() {
        JsonNode lines = busiest(rows("--workload rpc --workers 1 --lines 1000 --on messaging:indices-apart")
                .get(0));

        assertTrue(lines.size() > 2, out);
        for (JsonNode line : lines) {
            assertEquals(0, line.get("mixed").asInt(), line::toString);
        }
    }

    @Test
    void theColumnsAreTheSameWhereNoLineCame() {
        String command =
                "multicore --operations 100 --lines 2 --format csv --workload counter --on shm:lockfree --workers ";
        assertEquals(ExitCodes.DONE, duality(command + 2), err);
        List<String> some = out.lines().toList();
        assertEquals(ExitCodes.DONE, duality(command + 1), err);

        assertEquals(List.of(some.getFirst()), out.lines().toList());
        assertTrue(some.size() > 1, some::toString);
        assertEquals(ExitCodes.DONE, duality(command.replace("csv", "text") + 1), err);
        assertTrue(out.contains("no line came from another core"), out);
    }

    /// Nobody looks for words outside of regions.
    @Test
    void whatIsOnlyBelievedOfATransportIsTold() {
        String command =
                " --workload rpc --workers 1 --operations 100 --on messaging:ring,messaging:indices-apart --classpath ";
        assertEquals(ExitCodes.DONE, duality("multicore" + command + indices), err);
        assertTrue(out.contains("messaging:indices-apart: its transport says"), out);
        assertFalse(out.contains("messaging:ring: its transport says"), out);
        command = command.replace("--operations", "--wait pause --memory weak --executions")
                .replace(" --workers 1", "");
        assertEquals(ExitCodes.DONE, duality("verify" + command.replace("100", "4") + indices), err);
        assertTrue(out.contains("messaging:indices-apart: its transport says"), out);
        assertFalse(out.contains("messaging:ring: its transport says"), out);
    }

    /// All of them together are what the table says.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "messaging:indices-on-one-line",
                "messaging:ring",
                "shm:lock-ticket",
                "shm:lock-mcs",
                "shm:mailbox"
            })
    void eachTransferIsOfALineAndNothingElseChanges(String substrate) {
        String command = "--workload counter --workers 4 --on " + substrate;
        JsonNode plain = rows(command).get(0);
        JsonNode row = rows(command + " --lines 1000").get(0);
        double sum = 0;
        for (JsonNode line : busiest(row)) {
            for (JsonNode word : line.get("words")) {
                sum += word.get("transfers").asDouble();
            }
        }

        assertTrue(sum > 1, out);
        assertEquals(transfers(row), sum, 1e-9);
        assertEquals(transfers(plain), transfers(row));
        assertEquals(plain.get("perSecond").asDouble(), row.get("perSecond").asDouble());
    }

    @Test
    void peopleAndSpreadsheetsReadTheLinesToo() {
        String command = "multicore --workload rpc --operations 100 --workers 1 --lines 2 --classpath " + indices
                + " --on messaging:indices-on-one-line,messaging:indices-apart";
        assertEquals(ExitCodes.DONE, duality(command), err);
        assertTrue(out.contains("rpc on opteron-6172: the lines that came most"), out);
        assertEquals(
                1,
                out.lines()
                        .filter(line -> line.matches("IndexRing\\.new:\\d+ \\+0 +2 +[45]\\.\\d\\d +yes +\\+0 .*"))
                        .count(),
                out);

        assertEquals(ExitCodes.DONE, duality(command + " --format csv"), err);
        int columns = out.lines().findFirst().orElseThrow().split(",").length;
        assertTrue(out.startsWith("machine,workload,substrate,workers,servers,region,line,"), out);
        assertTrue(out.lines().allMatch(line -> line.split(",", -1).length == columns), out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lines -1 | --lines is -1, but must be from 0 to 1000",
                "--lines 1001 | --lines is 1001, but must be from 0 to 1000",
                "--lines 1 --laws | --lines goes with the table, without --map, --laws and --against",
                "--lines 1 --map think=0 | --lines goes with the table, without --map, --laws and --against"
            })
    void linesThatCannotBeAreRefused(String lines, String why) {
        assertEquals(ExitCodes.USAGE, duality("multicore " + lines));
        assertEquals("duality: " + why, err.strip());
    }

    /// A transport of a user's that has no channel of its own.
    private static Path transport(Path into, String members) throws IOException {
        Path classes = UserSources.compiled(into, "Mine", """
                package mine;
                import dev.duality.messaging.*;
                public class Mine implements Transport {
                    private final Transport queue = new dev.duality.messaging.queue.QueueTransport.JctoolsSpsc();
                    public String name() { return "mine"; }
                    public String description() { return "mine"; }
                    public Contract contract() { return queue.contract(); }
                    public Carrier start(TransportOptions options) { return queue.start(options); }
                    MEMBERS
                }
                """.replace("MEMBERS", members));
        register(classes, "mine.Mine");
        return classes;
    }

    @Test
    void aTransportThatSaysNothingOfRegionsIsRefused(@TempDir Path mine) throws IOException {
        Path classes = transport(mine, "");

        assertEquals(
                ExitCodes.USAGE, duality("multicore -w rpc --workers 1 --on messaging:mine --classpath " + classes));
        assertTrue(err.contains("its queues are not in a region") && err.contains("Transport.liesInRegions"), err);
    }

    @Test
    void aTransportThatOnlySaysThatItLiesInRegionsIsRefused(@TempDir Path mine) throws IOException {
        Path classes = transport(mine, "public boolean liesInRegions() { return true; }");

        assertEquals(
                ExitCodes.USAGE, duality("multicore -w rpc --workers 1 --on messaging:mine --classpath " + classes));
        assertEquals(
                "duality: messaging:mine says that its channels lie in regions, but takes none from Region.allocate",
                err.strip());
    }

    @Test
    void weakMemoryTakesItToo() {
        String command =
                "verify --memory weak --workload counter --executions 40 --on messaging:indices-apart --classpath ";

        assertEquals(ExitCodes.DONE, duality(command + indices), out + err);
        assertTrue(out.contains("counter on messaging:indices-apart, pause, w2"), out);
        assertFalse(out.contains("unseen"), out);
    }
}
