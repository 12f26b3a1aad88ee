// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Cell;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queries of docs/files.md, exactly as they stand there, over planted runs.
class DocumentedQueriesTest {
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final String GLOB = "results/published/*/long.csv";

    @TempDir
    private Path temporary;

    @Test
    void theFirstGivesWhatAnOperationTakes() throws IOException, SQLException {
        assertEquals(
                List.of(
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1 | floor 250 ns | 1.0E7",
                        "2026-11-22T11-05-33 | rpc/shm:lock/w2 | floor 250 ns | 2000000.0"),
                answer(0));
    }

    @Test
    void theSecondGivesTheGap() throws IOException, SQLException {
        assertEquals(List.of("2026-11-22T11-05-33 | rpc | floor 250 ns | spin | 0 | 10.0"), answer(1));
    }

    @Test
    void theThirdGivesTheRowsThatVaryMost() throws IOException, SQLException {
        assertEquals(
                List.of(
                        "2026-11-22T11-05-33 | rpc/shm:lock/w2 | floor 250 ns | 3 | 0.5",
                        "2026-11-22T11-05-33 | rpc/messaging:ring/w1 | floor 250 ns | 3 | 0.1"),
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
                        "fork | BIGINT",
                        "attempt | BIGINT",
                        "regime | VARCHAR",
                        "moved | BOOLEAN",
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
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 283, 287, 281);
        run = Samples.withForks(run, LOCK, 500, 1000, 1500);
        run = Samples.withForks(run, RING, 90, 100, 110);
        Path published = temporary.resolve("results/published/test-cpu");
        Export.of(RunFolder.create(temporary.resolve("run"), run)).write(published);
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
