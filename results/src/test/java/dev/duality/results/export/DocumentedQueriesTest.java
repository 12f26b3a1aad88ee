// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.table.LongReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queries of docs/files.md, exactly as they stand there, over planted runs.
class DocumentedQueriesTest {
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell RING_16 = with(RING, "rpc/messaging:ring/w1-x16", 16, Map.of());
    private static final Map<String, ParameterValue> LARGE = Map.of("size", new ParameterValue("a;b=c", "blocks"));
    private static final Cell LOCK_LARGE = with(LOCK, "rpc/shm:lock/w2-large", 1, LARGE);
    private static final Cell RING_LARGE = with(RING, "rpc/messaging:ring/w1-large", 1, LARGE);
    private static final String GLOB = "results/published/*/long.csv.gz";

    @TempDir
    private Path temporary;

    private static Cell with(Cell cell, String id, int window, Map<String, ParameterValue> params) {
        return new Cell(
                id,
                cell.workload(),
                cell.substrate(),
                cell.rowClass(),
                cell.workers(),
                cell.servers(),
                cell.oversubscribed(),
                cell.waits(),
                cell.payloadBytes(),
                window,
                params,
                cell.loads(),
                cell.contract(),
                cell.lineTransfers());
    }

    /// That of a window of 16 is no time that an operation takes.
    @Test
    void theFirstGivesWhatAnOperationTakes() throws IOException, SQLException {
        assertEquals(
                List.of(
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1 | floor 250 ns | 1.0E7",
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1-large | floor 250 ns | 5.0E8",
                        "2026-11-22T11-05-33 | rpc/shm:lock/w2 | floor 250 ns | 2000000.0",
                        "2026-11-22T11-05-33 | rpc/shm:lock/w2-large | floor 250 ns | 5.0E8"),
                answer(0));
    }

    @Test
    void theSecondGivesTheGap() throws IOException, SQLException {
        assertEquals(
                List.of(
                        "2026-11-22T11-05-33 | rpc | size=a%3Bb%3Dc | floor 250 ns | spin | 0 | 2.0",
                        "2026-11-22T11-05-33 | rpc | null | floor 250 ns | spin | 0 | 2.5"),
                answer(1));
    }

    @Test
    void theThirdGivesTheRowsThatVaryMost() throws IOException, SQLException {
        assertEquals(
                List.of(
                        "2026-11-22T11-05-33 | rpc/shm:lock/w2 | floor 250 ns | 3 | 0.5",
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1 | floor 250 ns | 3 | 0.1",
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1-large | floor 250 ns | 3 | 0.0",
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1-x16 | floor 250 ns | 3 | 0.0",
                        "2026-11-22T11-05-33 | rpc/shm:lock/w2-large | floor 250 ns | 3 | 0.0"),
                answer(2).stream()
                        .map(row -> row.replaceAll("(0\\.[15])0{6,}\\d*$", "$1"))
                        .toList());
    }

    @Test
    void everyColumnHasItsDocumentedType() throws IOException, SQLException {
        publish();
        List<String> types =
                rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_csv('" + GLOB + "'))");

        assertEquals(
                List.of(
                        "run | VARCHAR",
                        "machine | VARCHAR",
                        "cores | BIGINT",
                        "jdk | VARCHAR",
                        "commit | VARCHAR",
                        "cell | VARCHAR",
                        "workload | VARCHAR",
                        "side | VARCHAR",
                        "substrate | VARCHAR",
                        "class | VARCHAR",
                        "workers | BIGINT",
                        "servers | BIGINT",
                        "wait | VARCHAR",
                        "payload_bytes | BIGINT",
                        "window | BIGINT",
                        "parameters | VARCHAR",
                        "fork | BIGINT",
                        "attempt | BIGINT",
                        "regime | VARCHAR",
                        "moved | BOOLEAN",
                        "counts | BOOLEAN",
                        "started | TIMESTAMP WITH TIME ZONE",
                        "load | VARCHAR",
                        "statistic | VARCHAR",
                        "unit | VARCHAR",
                        "value | DOUBLE"),
                types);
    }

    private List<String> answer(int query) throws IOException, SQLException {
        publish();
        List<String> queries = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "files.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertEquals(3, queries.size());
        return rows(queries.get(query));
    }

    private void publish() throws IOException {
        Run run =
                Samples.withFloors(Samples.run(2, List.of(LOCK, RING, RING_16, LOCK_LARGE, RING_LARGE)), 283, 287, 281);
        run = Samples.withForks(run, LOCK, 500, 1000, 1500);
        run = Samples.withForks(run, RING, 90, 100, 110);
        run = Samples.withForks(run, RING_16, 400, 400, 400);
        run = Samples.withForks(run, LOCK_LARGE, 4, 4, 4);
        run = Samples.withForks(run, RING_LARGE, 2, 2, 2);
        Path data = Files.createDirectories(temporary.resolve("results/published/test-cpu"))
                .resolve("long.csv.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(data))) {
            packed.write(LongReport.of(run).getBytes(StandardCharsets.UTF_8));
        }
    }

    /// A glob is from the working folder on, so that of the test stands before it.
    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET file_search_path = '" + temporary + "'");
            try (ResultSet set = statement.executeQuery(query)) {
                while (set.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(set.getObject(i)));
                    }
                    rows.add(String.join(" | ", row));
                }
            }
        }
        return rows;
    }
}
