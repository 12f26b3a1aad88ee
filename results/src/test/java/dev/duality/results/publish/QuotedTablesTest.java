// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.folder.RunUnreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables of published runs in pages that people write.
class QuotedTablesTest extends PublishingProject {
    private static final String BOUNDARY = "What a process boundary costs";
    private static final String ROW = "| rpc messaging:ring 1+1, placement=processes | ";

    private String name;

    @BeforeEach
    void publish() throws IOException {
        Cell far = apart(RING);
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING, far)), 200, 205, 202);
        run = Samples.withForks(run, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        run = Samples.withForks(run, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
        run = Samples.withForks(run, far, 1e6, 1.1e6, 0.9e6, 1e6, 1.05e6, 1e6);
        name = published.add(kept("mine", ended(run)), Map.of()).getFileName().toString();
        Files.createDirectories(project.resolve("docs"));
    }

    private static Cell apart(Cell like) {
        return new Cell(
                like.id() + "/processes",
                like.workload(),
                like.substrate(),
                like.rowClass(),
                like.workers(),
                like.servers(),
                like.oversubscribed(),
                like.waits(),
                like.payloadBytes(),
                like.window(),
                Map.of("placement", new ParameterValue("processes", "")),
                like.loads(),
                like.contract(),
                like.lineTransfers());
    }

    private static String marks(String run, String title) {
        return "<!-- duality table: %s, %s: begin -->\n<!-- duality table: %s, %s: end -->\n"
                .formatted(run, title, run, title);
    }

    private Path page(String text) throws IOException {
        Path page = project.resolve("docs").resolve("placements.md");
        Files.writeString(page, text);
        return page;
    }

    @Test
    void aPageHasTheTableThatItQuotesWithItsRunAndKeepsItsOwnWords() throws IOException {
        Path page = page("above\n" + marks(name, BOUNDARY) + "below\n");

        assertTrue(published.write().contains(page));

        String text = Files.readString(page);
        assertTrue(text.startsWith("above\n<!--") && text.endsWith(" end -->\nbelow\n"), text);
        assertTrue(text.contains("**" + BOUNDARY + "**") && text.contains(ROW), text);
        assertTrue(text.contains("[" + name + "](../results/published/" + name + ")"), text);
        assertEquals(List.of(), published.write());
    }

    @Test
    void aReadmeMayQuoteBesideThePartThatTellsOfAllRuns() throws IOException {
        Path readme = project.resolve("README.md");
        Files.writeString(readme, marks(name, BOUNDARY) + MARKERS);

        published.write();

        String text = Files.readString(readme);
        assertTrue(text.contains(ROW) && text.contains("](results/published/" + name + ")"), text);
        assertTrue(text.indexOf("rpc", text.indexOf("<!-- duality publish: begin")) > 0, text);
        assertEquals(List.of(), published.write());
    }

    @Test
    void aTableThatSomebodyEditedIsTold() throws IOException {
        Path page = page(marks(name, BOUNDARY));
        published.write();
        Files.writeString(page, Files.readString(page).replace(ROW, ROW.replace("1+1", "1+2")));

        List<String> faults = published.check();

        assertTrue(faults.getFirst().startsWith(page + ": what the runs give differs"), faults.toString());
    }

    @Test
    void whatNoRunHasIsRefusedWithWhatThereIs() throws IOException {
        page(marks("nosuch", BOUNDARY));
        String run = assertThrows(RunUnreadable.class, () -> published.write()).getMessage();
        page(marks(name, "Nothing"));
        String table =
                assertThrows(RunUnreadable.class, () -> published.write()).getMessage();

        assertTrue(run.endsWith("quotes a table of nosuch, which is not published; there is '" + name + "'"), run);
        assertTrue(table.contains("quotes 'Nothing', a table that " + name + " does not have; there is '"), table);
        assertTrue(table.contains("'" + BOUNDARY + "'"), table);
    }

    /// Whatever is nearly a mark would be a table that nobody writes again.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <!-- duality table: RUN, What: begin -->                                       | none with its end
            <!-- duality table: RUN, What: end -->                                         | nothing has begun
            <!-- duality table: RUN What: begin -->;<!-- duality table: RUN What: end -->  | no mark of a table
            <!--  duality table: RUN, What: begin -->                                      | none with its end
            <!--  duality table: RUN, A: begin -->;<!--  duality table: RUN, A: end -->    | no mark of a table
            <!-- duality table: RUN, What: begins -->                                      | no mark of a table
            <!-- duality table: RUN, A: begin -->;<!-- duality table: RUN, B: begin -->    | 'duality table: RUN, A' has begun
            <!-- other: begin -->;<!-- duality table: RUN, B: begin -->                    | 'other' has begun
            """)
    void whatIsNearlyAMarkIsRefusedBeforeAnythingIsWritten(String lines, String reason) throws IOException {
        page(lines.replace(';', '\n') + "\n");
        String readme = Files.readString(project.resolve("README.md"));

        String said = assertThrows(RunUnreadable.class, () -> published.write()).getMessage();

        assertTrue(said.contains(reason), said);
        assertEquals(readme, Files.readString(project.resolve("README.md")));
    }

    @Test
    void aRunIsNotPublishedBesideAPageThatCannotBeWritten() throws IOException {
        page(marks("nosuch", BOUNDARY));

        assertThrows(RunUnreadable.class, () -> published.add(kept("other", later(ended(fit()), 1, 2)), Map.of()));

        assertEquals(1, published.size());
    }
}
