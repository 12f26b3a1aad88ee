// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Commit;
import dev.duality.results.ContractRecord;
import dev.duality.results.FixedJob;
import dev.duality.results.Floor;
import dev.duality.results.FloorProbes;
import dev.duality.results.Jvm;
import dev.duality.results.Load;
import dev.duality.results.Machine;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Usage;
import dev.duality.results.finding.Findings;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.GateVerdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuredGatesTest {
    private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
    private static final double FLOOR = 200;
    private static final Optional<FloorProbes> PROBES = Optional.of(new FloorProbes(FLOOR, FLOOR));

    /// T1 of the counter.
    private static final Cell ALONE = new Cell(
            "alone",
            "counter",
            Cell.PLAIN,
            RowClass.IN_PLACE,
            1,
            0,
            false,
            Cell.NO_WAIT,
            0,
            1,
            Map.of(),
            List.of(new Load.Job(1_000)),
            ContractRecord.sharedState(ContractRecord.WHOLE),
            OptionalDouble.empty());

    private final Map<Cell, Double> nanos = new LinkedHashMap<>();
    private int forks = 1;
    private String preset = "gates";

    private MeasuredGatesTest cell(
            String workload,
            String substrate,
            int workers,
            String waits,
            int window,
            double nanosPerOp,
            String... parameters) {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], new ParameterValue(parameters[i + 1], ""));
        }
        nanos.put(
                new Cell(
                        "c" + nanos.size(),
                        workload,
                        substrate,
                        substrate.startsWith("messaging") ? RowClass.SERVED : RowClass.SHARED,
                        workers,
                        substrate.startsWith("messaging") ? 1 : 0,
                        false,
                        waits,
                        0,
                        window,
                        values,
                        List.of(new Load.Closed()),
                        ContractRecord.sharedState(ContractRecord.WHOLE),
                        OptionalDouble.empty()),
                nanosPerOp);
        return this;
    }

    private Map<Integer, GateResult> findings(int cores) {
        Run run = Run.begin(
                        "run",
                        START,
                        "duality run --preset gates",
                        preset,
                        1,
                        new Commit("1a2b3c4d5e6f", false),
                        new Machine(
                                "Test CPU",
                                cores,
                                IntStream.range(0, cores).boxed().toList(),
                                0,
                                "1 socket",
                                List.of(),
                                "not visible",
                                "tsc",
                                "none",
                                "Linux",
                                "amd64",
                                1L << 30),
                        new Jvm("25", "vendor", "vm", List.of()),
                        Stream.concat(nanos.keySet().stream(), Stream.of(ALONE)).toList())
                .with(new Floor(
                        START,
                        Floor.When.BEFORE,
                        List.of(0, 1),
                        List.of(new Floor.Form("two words", FLOOR)),
                        20,
                        20,
                        Optional.empty(),
                        OptionalDouble.empty()));
        for (Map.Entry<Cell, Double> entry : nanos.entrySet()) {
            Cell cell = entry.getKey();
            double perSecond = cell.workers() * 1e9 / entry.getValue();
            for (int fork = 1; fork <= forks; fork++) {
                run = run.with(new CellRecord(
                        cell.id(),
                        fork,
                        1,
                        START,
                        START.plusSeconds(1),
                        new Outcome.Measured(
                                List.of(0, 1),
                                Optional.of(new ClosedLoop(
                                        perSecond,
                                        entry.getValue(),
                                        List.of(),
                                        List.of(perSecond),
                                        Optional.empty(),
                                        PROBES,
                                        Usage.unknown(1))),
                                List.of(),
                                Optional.of(new FixedJob(1_000, 1, 1, PROBES, Usage.unknown(1)))),
                        List.of()));
            }
        }
        run = run.with(new CellRecord(
                ALONE.id(),
                1,
                1,
                START,
                START.plusSeconds(1),
                new Outcome.Measured(
                        List.of(0),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new FixedJob(1_000, 1, 2e-6, PROBES, Usage.unknown(1)))),
                List.of()));
        Map<Integer, GateResult> found = new LinkedHashMap<>();
        MeasuredGates.of(Findings.of(run, _ -> {
                    throw new AssertionError("there is no open loop");
                }))
                .forEach(one -> found.put(one.gate().number(), one.finding()));
        return found;
    }

    @Test
    void theNumbersAreThoseOfAllThatARunIsAskedFor() {
        assertEquals(findings(4).keySet(), MeasuredGates.NUMBERS);
    }

    private MeasuredGatesTest table(String substrate, int workers, double nanosPerOp) {
        return table(substrate, workers, nanosPerOp, "80");
    }

    /// @param nanosPerOp of one operation of one worker
    private MeasuredGatesTest table(String substrate, int workers, double nanosPerOp, String read) {
        String[] parameters = {"buckets", "12", "entries", "12", "skew", "0", "read", read};
        return cell("table", substrate, workers, "pause", 1, nanosPerOp, parameters);
    }

    /// A machine as the papers have it.
    private MeasuredGatesTest asPublished() {
        cell("rpc", "shm:direct", 1, "none", 1, 10, "command", "null");
        cell("rpc", "messaging:jctools-spsc", 1, "pause", 1, 600, "command", "null");
        cell("rpc", "messaging:ring", 1, "pause", 1, 300, "command", "null");
        cell("rpc", "messaging:juc-abq", 1, "park", 1, 60_000, "command", "null");
        cell("cache", "shm:lock", 1, "pause", 1, 100);
        cell("cache", "shm:lockfree", 1, "none", 1, 50);
        cell("cache", "messaging:ring", 1, "pause", 1, 450);
        table("shm:bucket-lock", 1, 100);
        table("messaging:ring", 1, 450);
        for (int workers = 1; workers <= 4; workers++) {
            cell("counter", "shm:lockfree", workers, "none", 1, 20 * workers);
            cell("counter", "shm:striped", workers, "none", 1, 5);
            cell("counter", "shm:lock", workers, "pause", 1, 60 * workers);
            cell("counter", "messaging:ring", workers, "pause", 1, 310 * workers);
            cell("lines", "shm:lockfree", workers, "none", 1, 100 * workers, "lines", "8", "think", "0");
        }
        cell("echo", "messaging:ring", 1, "pause", 1, 300, "request", "32", "reply", "0");
        cell("echo", "messaging:ring", 1, "pause", 16, 60, "request", "32", "reply", "0");
        cell("echo", "messaging:ring", 1, "pause", 1, 800, "request", "1024", "reply", "0");
        return cell("echo", "messaging:ring", 1, "pause", 16, 400, "request", "1024", "reply", "0");
    }

    @Test
    void whatIsAsPublishedIsMet() {
        Map<Integer, GateResult> found = asPublished().findings(4);

        for (int number : List.of(2, 3, 4, 6, 8, 9, 10, 11, 31, 52)) {
            assertEquals(
                    GateVerdict.MET,
                    found.get(number).verdict(),
                    () -> number + ": " + found.get(number).ours());
        }
        assertEquals("5.00; 2.00", found.get(8).ours());
        assertEquals("2; 40; 120 ns", found.get(10).ours());
    }

    /// Visits of processes with some files and pages, which take by this: 2 moves, each `a + b files + c bytes`.
    /// Those with 64 files take longer, by shares.
    private GateResult moving(double ofFile, double ofByte, double off, double withPages) {
        nanos.clear();
        for (int files : new int[] {0, 64, 256}) {
            for (int pages : new int[] {0, 4}) {
                double move = 300 + ofFile * files + ofByte * 4096 * pages;
                cell(
                        "migration",
                        "messaging:ring",
                        1,
                        "pause",
                        1,
                        2 * move * (files == 64 ? 1 + (pages == 0 ? off : withPages) : 1),
                        "files",
                        Integer.toString(files),
                        "pages",
                        Integer.toString(pages),
                        "calls",
                        "0",
                        "touch",
                        "none",
                        "signals",
                        "0");
            }
        }
        return findings(4).get(41);
    }

    @Test
    void whatAMoveTakesIsFittedByFilesAndBytes() {
        assertEquals(
                new GateResult(
                        "300 ns + 5 ns a file + 100 ns a KB, R2 1.00, the farthest place 0.0 % off", GateVerdict.MET),
                moving(5, 0.1, 0, 0));
        assertEquals(GateVerdict.MISSED, moving(5, -0.01, 0, 0).verdict());
        assertEquals(GateVerdict.MISSED, moving(-0.5, 0.1, 0, 0).verdict());
        assertEquals(GateVerdict.MISSED, moving(5, 0.1, 3, 3).verdict());
    }

    /// Large moves may hide from R2 what is far off in small ones, so each place counts, too, and the gate says so.
    @Test
    void aMoveThatLiesFarFromTheFitIsMissedWhateverTheWholeExplains() {
        GateResult near = moving(5, 1, 0.4, 0);
        GateResult far = moving(5, 1, 0.5, 0);

        assertEquals(List.of(GateVerdict.MET, GateVerdict.MISSED), List.of(near.verdict(), far.verdict()));
        assertTrue(far.ours().endsWith("R2 1.00, the farthest place 26.9 % off"), far::ours);
        assertEquals("linear, R2 >= 0.98, each place within 25 %, both terms > 0", MigrationGate.TOLERANCE.text());
    }

    @Test
    void belowFourCoresTheValueIsShownAndNothingIsJudged() {
        Map<Integer, GateResult> found = asPublished().findings(2);

        assertTrue(found.values().stream().allMatch(one -> one.verdict() == GateVerdict.INCONCLUSIVE));
        assertEquals("200 (2 cores)", found.get(11).ours());
    }

    @Test
    void whatARunDoesNotHaveIsInconclusiveAndAnotherPresetsRunSaysWhoseHasIt() {
        cell("rpc", "shm:direct", 1, "none", 1, 10, "command", "null");
        String other = "not in this run, but in one of: duality run --preset ";

        assertTrue(findings(8).values().stream().allMatch(one -> one.verdict() == GateVerdict.INCONCLUSIVE));
        for (int number : List.of(4, 9)) {
            assertEquals("no figure of it in this run", findings(8).get(number).ours());
        }
        assertEquals(other + "crossover", findings(8).get(5).ours());
        assertEquals(other + "gates on 4 cores", findings(2).get(9).ours());
        preset = "standard";
        assertEquals(other + "gates", findings(8).get(4).ours());
        assertEquals(other + "gates on 4 cores", findings(8).get(9).ours());
    }

    /// A gate asks for the steady state.
    @Test
    void aRowThatBeganColdIsNotTakenForOneThatDidNot() {
        cell("rpc", "messaging:juc-abq", 1, "park", 1, 900, "command", "null", Cell.COLD, "yes");
        cell("echo", "messaging:ring", 1, "pause", 1, 900, "request", "32", "reply", "0", Cell.COLD, "yes");
        cell("echo", "messaging:ring", 1, "pause", 16, 60_000, "request", "32", "reply", "0", Cell.COLD, "yes");
        Map<Integer, GateResult> found = asPublished().findings(4);

        assertEquals(GateVerdict.MET, found.get(11).verdict());
        assertEquals("5.00; 2.00", found.get(8).ours());
    }

    @Test
    void whatIsOtherwiseIsMissed() {
        cell("rpc", "messaging:ring", 1, "pause", 1, 300, "command", "null");
        cell("rpc", "messaging:juc-abq", 1, "park", 1, 900, "command", "null");
        table("shm:bucket-lock", 1, 500);
        table("shm:bucket-lock-mcs", 1, 400); // the best lock is what counts
        table("messaging:ring", 1, 450);

        Map<Integer, GateResult> found = findings(4);

        assertEquals(GateVerdict.MISSED, found.get(11).verdict());
        assertEquals(GateVerdict.MISSED, found.get(4).verdict());
        assertEquals("1.13", found.get(4).ours());
    }

    /// Time of an operation of all threads by messages over that by the lock, with 2, 4, 8 and 16 threads.
    private MeasuredGatesTest contended(double... ratios) {
        forks = 6;
        for (int i = 0; i < ratios.length; i++) {
            int threads = 2 << i;
            for (String read : List.of("0", "80")) {
                table("shm:bucket-lock", threads, 100.0 * threads, read);
                table("messaging:ring", threads - 1, 100.0 * ratios[i] * (threads - 1), read);
            }
        }
        return this;
    }

    @Test
    void messagesThatOvertakeTheTableAreFoundWhereTheyDo() {
        GateResult found = contended(4, 2, 0.5, 0.3).findings(16).get(5);

        assertEquals(GateVerdict.MET, found.verdict());
        assertEquals("between 4 and 8", found.ours());
    }

    @Test
    void messagesThatDoNotOvertakeTheTableMissTheGate() {
        GateResult found = contended(4, 3, 2, 1.5).findings(16).get(5);

        assertEquals(GateVerdict.MISSED, found.verdict());
        assertEquals("not reached with up to 16", found.ours());
    }

    @Test
    void twoCoresCannotTellWhereMessagesOvertakeTheTable() {
        GateResult found = contended(4, 0.5, 0.3, 0.2).findings(2).get(5);

        assertEquals(GateVerdict.INCONCLUSIVE, found.verdict());
        assertEquals("2 cores (2 cores)", found.ours());
    }

    @Test
    void aLockWhoseLinesTravelMeetsTheLaw() {
        for (int workers = 1; workers <= 4; workers++) {
            table("shm:bucket-lock", workers, 100.0 * workers * workers);
            table("messaging:ring", workers, 100.0 * workers);
        }
        GateResult found = findings(8).get(16);

        assertEquals(GateVerdict.MET, found.verdict(), found::ours);
    }

    @Test
    void fewerThreadCountsThanALawNeedsAreNoVerdict() {
        for (int workers = 1; workers <= 3; workers++) {
            table("shm:bucket-lock", workers, 100.0 * workers * workers);
            table("messaging:ring", workers, 100.0 * workers);
        }
        GateResult found = findings(8).get(16);

        assertEquals(GateVerdict.INCONCLUSIVE, found.verdict());
        assertTrue(found.ours().startsWith("no law: "), found::ours);
    }

    @Test
    void aLockThatScalesAndMessagesThatQueueMissTheLaw() {
        for (int workers = 1; workers <= 4; workers++) {
            table("shm:bucket-lock", workers, 100);
            table("messaging:ring", workers, 100.0 * workers);
        }

        assertEquals(GateVerdict.MISSED, findings(8).get(16).verdict());
    }
}
