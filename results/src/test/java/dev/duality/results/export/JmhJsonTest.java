// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FloorProbes;
import dev.duality.results.Jvm;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The uses that other people's programs make of the file, by what their sources do with it.
class JmhJsonTest {
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell LOCK_OF_ONE = Samples.cell("rpc", "shm:lock", 1, 0);
    private static final Cell LOCK_V1 = Samples.cell("rpc", "shm:lock.v1", 2, 0);

    /// As JMH 1.37 wrote it.
    private static final String OF_JMH = """
            [{"jmhVersion": "1.37", "benchmark": "dev.duality.jmh.KernelBenchmark.closed", "mode": "thrpt",
              "threads": 2, "forks": 0, "jvm": "/home/ada/jdk/bin/java", "jvmArgs": ["-Xmx1g"],
              "jdkVersion": "25.0.3", "vmName": "OpenJDK 64-Bit Server VM", "vmVersion": "25.0.3+9-LTS",
              "warmupIterations": 2, "warmupTime": "105 ms", "warmupBatchSize": 1,
              "measurementIterations": 2, "measurementTime": "140 ms", "measurementBatchSize": 1,
              "params": {"on": "shm:lock"},
              "primaryMetric": {"score": 1.0, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
                "scorePercentiles": {"0.0": 1.0, "50.0": 1.0, "90.0": 1.0, "95.0": 1.0, "99.0": 1.0, "99.9": 1.0,
                  "99.99": 1.0, "99.999": 1.0, "99.9999": 1.0, "100.0": 1.0},
                "scoreUnit": "ops/s", "rawData": [[1.0, 1.0]]},
              "secondaryMetrics": {}}]
            """;

    @TempDir
    private Path temporary;

    private JsonNode json(Run run) {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), run);
        return JsonMapper.shared().readTree(JmhJson.of(Findings.of(folder), folder));
    }

    /// JMH's average time: two workers that do 100 operations a second together take 20 ms for one.
    @Test
    void aScoreIsTheTimeOfAnOperationAndEveryOneOfEveryForkIsThere() {
        JsonNode all = json(Samples.withForks(Samples.run(2, List.of(LOCK)), LOCK, 100, 200, 400));

        assertEquals(1, all.size());
        JsonNode lock = all.get(0);
        assertEquals("avgt", lock.get("mode").asString());
        assertEquals(3, lock.get("forks").asInt());
        assertEquals(2, lock.get("threads").asInt());
        JsonNode metric = lock.get("primaryMetric");
        assertEquals("ns/op", metric.get("scoreUnit").asString());
        assertEquals(
                "[[2.0E7,2.0E7],[1.0E7,1.0E7],[5000000.0,5000000.0]]",
                metric.get("rawData").toString());
        assertEquals(35e6 / 3, metric.get("score").asDouble(), 1);
        // s = 6.8313e6, n = 6, t(0.9995; 5) = 6.8688: by hand
        assertEquals(19.156e6, metric.get("scoreError").asDouble(), 1e4);
        assertEquals(-7.490e6, metric.get("scoreConfidence").get(0).asDouble(), 1e4);
        assertEquals(5e6, metric.get("scorePercentiles").get("0.0").asDouble());
        assertEquals(2e7, metric.get("scorePercentiles").get("100.0").asDouble());
    }

    /// github-action-benchmark reads the name, the score and the unit, and nothing else.
    @Test
    void noTwoElementsHaveOneName() {
        Run run = Samples.run(2, List.of(LOCK, LOCK_OF_ONE, LOCK_V1));
        for (Cell cell : run.plan()) {
            run = Samples.withForks(run, cell, 100, 100);
        }
        for (int fork = 1; fork <= 6; fork++) { // as many in another regime as a row needs
            ClosedLoop far = Samples.closed(50, 2, Samples.usage(), Optional.of(new FloorProbes(900, 900)));
            run = run.with(Samples.record(LOCK, 10 + fork, Samples.measured(far)));
            ClosedLoop near = Samples.closed(100, 2, Samples.usage(), Samples.still(200));
            run = run.with(Samples.record(LOCK, 20 + fork, Samples.measured(near)));
        }

        JsonNode all = json(run);

        Set<String> names = new HashSet<>();
        all.forEach(element -> names.add(element.get("benchmark").asString()));
        assertEquals(
                Set.of(
                        "duality.rpc.rpc/shm:lock/w2~near",
                        "duality.rpc.rpc/shm:lock/w2~far",
                        "duality.rpc.rpc/shm:lock/w1~near",
                        "duality.rpc.rpc/shm:lock%2Ev1/w2~near"),
                names);
        assertEquals(all.size(), names.size());
    }

    /// JMH Visualizer takes what is behind the last point of a name for the method, writes each parameter as `
    /// name=value` behind it, and then takes that apart at blanks and at `=`.
    @Test
    void aViewerThatTakesNamesApartFindsWhatWasThere() {
        Map<String, ParameterValue> params = new HashMap<>();
        params.put("trace", new ParameterValue("/home/ada/my traces/a=b%c.trace", ""));
        params.put("wait", new ParameterValue("not ours", ""));
        params.put("spread of", new ParameterValue("", "blocks"));
        Cell cell = with(LOCK, params);

        JsonNode element = json(Samples.withForks(Samples.run(2, List.of(cell)), cell, 100))
                .get(0);

        String name = element.get("benchmark").asString();
        assertEquals("duality.rpc", name.substring(0, name.lastIndexOf('.')));
        StringBuilder together = new StringBuilder(name.substring(name.lastIndexOf('.') + 1));
        element.get("params")
                .propertyStream()
                .forEach(each -> together.append(' ')
                        .append(each.getKey())
                        .append('=')
                        .append(each.getValue().asString()));
        String[] apart = together.toString().split(" ");
        Map<String, String> found = new HashMap<>();
        for (int i = 1; i < apart.length; i++) {
            String[] parts = apart[i].split("=", -1);
            assertEquals(2, parts.length, apart[i]);
            found.put(parts[0], parts[1]);
        }
        assertEquals("rpc/shm:lock/w2", apart[0]);
        assertEquals(
                Map.of(
                        "substrate", "shm:lock",
                        "workers", "2",
                        "servers", "0",
                        "wait", "spin",
                        "payload", "0",
                        "window", "1",
                        "trace", "my%20traces/a%3Db%25c.trace",
                        "set.wait", "not%20ours",
                        "spread%20of", ""),
                found);
    }

    @Test
    void itHasTheFieldsThatJmhWritesInItsOrderAndNamesNoFolderOfTheMachine() throws IOException {
        Run plan = Samples.run(2, List.of(LOCK));
        Run run = new Run(
                plan.schema(),
                plan.id(),
                plan.started(),
                plan.finished(),
                plan.status(),
                plan.command(),
                plan.preset(),
                plan.seed(),
                plan.commit(),
                plan.machine(),
                new Jvm(
                        "25.0.3+9-LTS",
                        "Eclipse Adoptium",
                        "OpenJDK 64-Bit Server VM",
                        List.of(
                                "-Xmx1g",
                                "-Djava.io.tmpdir=/home/ada/fork 1",
                                "-javaagent:/home/ada/a.jar=file:///home/ada/b")),
                plan.plan(),
                plan.floors(),
                plan.records());
        RunFolder folder = RunFolder.create(temporary.resolve("run"), run);
        String file = folder.addFile(LOCK, 1, "jmh.json", Files.writeString(temporary.resolve("of-jmh.json"), OF_JMH));
        folder.add(new CellRecord(
                LOCK.id(),
                1,
                1,
                Samples.START,
                Samples.START,
                Samples.measured(Samples.closed(100, 2)),
                List.of(file)));

        String text = JmhJson.of(Findings.of(folder), folder);

        JsonNode ours = JsonMapper.shared().readTree(text).get(0);
        JsonNode theirs = JsonMapper.shared().readTree(OF_JMH).get(0);
        assertEquals(List.copyOf(theirs.propertyNames()), List.copyOf(ours.propertyNames()));
        for (String part : List.of("primaryMetric", "secondaryMetrics")) {
            assertEquals(
                    List.copyOf(theirs.get(part).propertyNames()),
                    List.copyOf(ours.get(part).propertyNames()));
        }
        for (String same :
                List.of("jmhVersion", "jdkVersion", "vmName", "vmVersion", "warmupTime", "measurementTime")) {
            assertEquals(theirs.get(same), ours.get(same), same);
        }
        assertEquals(
                "[\"-Xmx1g\",\"-Djava.io.tmpdir=fork 1\",\"-javaagent:a.jar=file:b\"]",
                ours.get("jvmArgs").toString());
        assertFalse(text.contains("/home") || text.contains("/tmp"), text);
    }

    /// A run may come from anybody.
    @Test
    void aFileOfAForkThatJmhDidNotWriteIsTakenForMissing() throws IOException {
        for (String strange : List.of("no json", "{}", "[{\"jmhVersion\": 7, \"warmupTime\": \"</script>\"}]")) {
            RunFolder folder =
                    RunFolder.create(temporary.resolve("run" + strange.length()), Samples.run(2, List.of(LOCK)));
            String file =
                    folder.addFile(LOCK, 1, "jmh.json", Files.writeString(temporary.resolve("of-jmh.json"), strange));
            folder.add(new CellRecord(
                    LOCK.id(),
                    1,
                    1,
                    Samples.START,
                    Samples.START,
                    Samples.measured(Samples.closed(100, 2)),
                    List.of(file)));

            String text = JmhJson.of(Findings.of(folder), folder);

            assertTrue(text.contains("\"score\""), text);
            assertFalse(text.contains("warmupTime") || text.contains("jmhVersion"), text);
        }
    }

    private static Cell with(Cell cell, Map<String, ParameterValue> params) {
        return new Cell(
                cell.id(),
                cell.workload(),
                cell.substrate(),
                cell.rowClass(),
                cell.workers(),
                cell.servers(),
                cell.oversubscribed(),
                cell.waits(),
                cell.payloadBytes(),
                cell.window(),
                params,
                cell.loads(),
                cell.contract(),
                cell.lineTransfers());
    }
}
