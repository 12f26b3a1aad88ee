// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.chart.Charts;
import dev.duality.results.finding.Findings;
import dev.duality.results.picture.Picture;
import dev.duality.results.report.Report;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The load that a gap is of, beside a grade that is of the closed loop.
class GapLoadTest {
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    /// @param closed whether the lock has a closed loop, so that the two can be compared by it
    private static Findings findings(boolean closed) {
        Run run = Samples.run(2, List.of(LOCK, RING));
        for (int fork = 1; fork <= 6; fork++) {
            run = run.with(Samples.record(
                            LOCK, fork, measured(closed ? Optional.of(Samples.closed(1e6, 2)) : Optional.empty(), 1)))
                    .with(Samples.record(RING, fork, measured(Optional.of(Samples.closed(1e6, 1)), 24)));
        }
        return findings(run);
    }

    private static Outcome.Measured measured(Optional<ClosedLoop> closed, double seconds) {
        return new Outcome.Measured(List.of(0, 1), closed, List.of(), Optional.of(Samples.job(1_000, seconds)));
    }

    private static Findings findings(Run run) {
        return Findings.of(run, _ -> {
            throw new AssertionError("no open loop");
        });
    }

    @Test
    void aGapOfTheJobSaysSoAndSoDoesTheLegend() {
        Report report = new Report(findings(false));
        for (Format format : List.of(Format.TEXT, Format.MARKDOWN)) {
            String text = report.render(format, 200).replace("\\", ""); // as Markdown escapes
            assertTrue(text.contains("24.0 [24.0, 24.0] job"), text);
            assertTrue(
                    text.replaceAll("\\s+", " ").contains("With job behind it: of the fixed job, which has a grade"),
                    text);
        }
        assertTrue(report.render(Format.HTML, 200).contains("24.0 [24.0, 24.0] job"));
    }

    /// The headline is by throughput; the mailbox has a job alone, and so has what shares nothing.
    @Test
    void aRatioOfJobsBesideAHeadlineByThroughputSaysSo() {
        Cell mailbox = Samples.cell("rpc", "shm:mailbox", 1, 1);
        Cell direct = Samples.cell("rpc", "shm:direct", 2, 0);
        Run run = Samples.run(2, List.of(LOCK, RING, mailbox, direct));
        for (int fork = 1; fork <= 6; fork++) {
            run = run.with(Samples.record(LOCK, fork, measured(Optional.of(Samples.closed(1e6, 2)), 1)))
                    .with(Samples.record(RING, fork, measured(Optional.of(Samples.closed(1e6, 1)), 24)))
                    .with(Samples.record(mailbox, fork, measured(Optional.empty(), 12)))
                    .with(Samples.record(direct, fork, measured(Optional.empty(), 6)));
        }
        Findings findings = findings(run);

        String text = new Report(findings).render(Format.TEXT, 200).replaceAll("\\s+", " ");
        assertTrue(text.contains("spin; by throughput"), text);
        assertTrue(text.contains("(messaging:ring 1+1 against shm:mailbox 1+1, spin, by time of the job)"), text);
        assertTrue(text.contains("(messaging:ring 1+1 against shm:direct 2+0, spin, by time of the job)"), text);
        String table = new HeadlineTable(findings).markdown(List.of());
        assertTrue(table.contains("| 2.00 x \\[2.00, 2.00\\], by time of the job |"), table);
        String json = new Report(findings).render(Format.JSON, 200);
        assertTrue(json.contains("\"delegation_by\" : \"time of the job\""), json);
    }

    @Test
    void theChartSaysSo() {
        Findings findings = findings(false);

        assertEquals(1, new Charts(findings).gaps().charts().size());
        String picture = Picture.of(findings).getFirst().svg();
        assertTrue(picture.contains("24.0 [24.0, 24.0] job "), picture);
    }

    @Test
    void aGapOfTheClosedLoopSaysNothing() {
        String text = new Report(findings(true)).render(Format.TEXT, 200);

        assertFalse(text.contains("] job"), text);
        assertFalse(text.contains("With job behind it"), text);
    }
}
