// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.HostCarrier;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.table.HostSheet;
import dev.duality.results.table.Legend;
import dev.duality.results.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFloorTest {
    private static final Map<String, String> HOSTS = Map.of("placement", "hosts");

    /// @param slow by which all its times are longer
    private static HostCarrier carrier(double slow) {
        return new HostCarrier(
                "Open MPI v4.1.4",
                "ob1",
                List.of("self", "tcp"),
                "eth0",
                "pt2pt",
                HostCarrier.OneSided.MESSAGES,
                IntStream.of(8, 1_024, 8_192, 32_768)
                        .mapToObj(bytes -> new HostCarrier.Trip(bytes, slow * (20_000 + 0.5 * bytes)))
                        .toList(),
                slow * 1_000,
                slow * 500);
    }

    private static Findings findings() {
        return new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 60_012, 60_012)
                .carriedBy(carrier(1), carrier(1), carrier(3))
                .add("counter", "shm:lockfree", 2, 0, "none", 0, HOSTS, 9_000)
                .carriedBy(carrier(1))
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, Map.of(), 100)
                .findings(200);
    }

    @Test
    void theTripsOfAllForksOfACarrierMakeALineAndTheParametersOfLogGp() {
        List<HostFloor> floors = findings().hostFloors();

        assertEquals(1, floors.size());
        HostFloor floor = floors.getFirst();
        assertEquals(4, floor.forks());
        assertEquals(20_004, floor.roundTripNanos(), 1e-6);
        assertEquals(1, floor.lines().size());
        MessageLine line = floor.lines().getFirst();
        assertEquals(0.5, line.bNanosPerByte(), 0.3);
        assertEquals(20_000, line.aNanos(), 500);
        assertEquals(750, floor.overheadNanos(), 1e-6);
        assertEquals(line.aNanos() / 2 - 2 * 750, floor.latencyNanos(), 1e-6);
        assertEquals(line.bNanosPerByte() / 2, floor.gapNanosPerByte(), 1e-12);
    }

    @Test
    void aLineThatEveryForkKeepsIsFoundExactly() {
        HostFloor floor = new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 60_012)
                .carriedBy(carrier(1), carrier(1))
                .findings(200)
                .hostFloors()
                .getFirst();

        assertEquals(List.of(new MessageLine(8, 32_768, 20_000, 0.5)), floor.lines());
        assertEquals(8_500, floor.latencyNanos(), 1e-6);
    }

    /// @param slow by which all its times are longer
    private static HostCarrier askingFirst(double slow) {
        HostCarrier like = carrier(1);
        return new HostCarrier(
                like.library(),
                like.messages(),
                like.networks(),
                like.link(),
                like.windows(),
                like.oneSided(),
                IntStream.of(8, 64, 256, 1_024, 2_048, 4_096, 8_192, 32_768)
                        .mapToObj(bytes -> new HostCarrier.Trip(
                                bytes, slow * (bytes <= 2_048 ? 1_000 + 0.125 * bytes : 4_400 + 0.14 * bytes)))
                        .toList(),
                200,
                200);
    }

    /// As Open MPI's shared memory does, whose long messages take four times as long as the short ones.
    @Test
    void shortMessagesHaveALineOfTheirOwnWhereLongOnesAreAskedFor() {
        Findings findings = new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 1_050, 1_050)
                .carriedBy(askingFirst(1), askingFirst(1.01))
                .findings(200);
        HostFloor floor = findings.hostFloors().getFirst();

        assertEquals(
                List.of(8, 4_096),
                floor.lines().stream().map(MessageLine::fromBytes).toList());
        assertEquals(
                List.of(2_048, 32_768),
                floor.lines().stream().map(MessageLine::toBytes).toList());
        assertEquals(1_005, floor.lines().getFirst().aNanos(), 5);
        assertEquals(4_422, floor.lines().getLast().aNanos(), 22);
        assertEquals(102, floor.latencyNanos(), 3);
        assertEquals(0.0625, floor.gapNanosPerByte(), 0.002);
        String below = HostSheet.of(findings).getFirst().below().toString();
        assertTrue(below.contains(" x bytes up to 2,048 bytes, and 4,4"), below);
        assertTrue(below.contains("Two lines where long messages take a step"), below);
    }

    /// Six lengths of one line, each off it by some percent: two lines are nearer to them, and say nothing.
    @Test
    void aLineThatIsNotQuiteOneIsNotTwo() {
        HostCarrier like = carrier(1);
        double[] off = {1.04, 0.97, 1.03, 0.96, 1.02, 1.0};
        int[] bytes = {8, 1_024, 4_096, 8_192, 16_384, 32_768};
        HostCarrier carrier = new HostCarrier(
                like.library(),
                like.messages(),
                like.networks(),
                like.link(),
                like.windows(),
                like.oneSided(),
                IntStream.range(0, bytes.length)
                        .mapToObj(i -> new HostCarrier.Trip(bytes[i], off[i] * (20_000 + 0.1 * bytes[i])))
                        .toList(),
                like.sendNanos(),
                like.receiveNanos());

        assertEquals(
                1,
                new Planted()
                        .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012)
                        .carriedBy(carrier)
                        .findings(200)
                        .hostFloors()
                        .getFirst()
                        .lines()
                        .size());
    }

    @Test
    void theTableHasTheCarrierAsRow0AndEachRowOfHostsBesideIt() {
        Table table = HostSheet.of(findings()).getFirst();
        String text = table.toString();

        assertTrue(text.contains("ob1 over self, tcp, interface eth0"), text);
        assertTrue(text.contains("messages underneath"), text);
        assertTrue(text.contains("rpc messaging:mpi"), text);
        assertTrue(text.contains("counter shm:lockfree"), text);
        assertTrue(!text.contains("messaging:ring"), text);
        assertTrue(text.contains("3.00"), text);
    }

    /// The machine was three times as slow during two of the forks of the row, and never during those of another one.
    @Test
    void aRowIsAMultipleOfTheCarrierOfItsOwnForks() {
        Table table = HostSheet.of(new Planted()
                        .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 180_036, 180_036)
                        .carriedBy(carrier(1), carrier(3), carrier(3))
                        .add("counter", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 40_008, 40_008, 40_008)
                        .carriedBy(carrier(1), carrier(1), carrier(1))
                        .findings(200))
                .getFirst();

        assertTrue(table.rows().toString().contains("180,000, 3.00,"), table.toString());
    }

    @Test
    void rowsOfSeveralPayloadsAndParametersAreToldApart() {
        Table table = HostSheet.of(new Planted()
                        .add("rpc", "messaging:mpi", 1, 1, "pause", 8, HOSTS, 60_012)
                        .carriedBy(carrier(1))
                        .add("rpc", "messaging:mpi", 1, 1, "pause", 1_024, HOSTS, 60_012)
                        .carriedBy(carrier(1))
                        .findings(200))
                .getFirst();

        assertEquals(
                List.of("row 0: the carrier", "rpc messaging:mpi 1+1, 8 bytes", "rpc messaging:mpi 1+1, 1,024 bytes"),
                table.rows().stream().map(List::getFirst).toList());
    }

    private static Table table(String substrate, HostCarrier carrier, double nanosPerOp) {
        return HostSheet.of(new Planted()
                        .add("rpc", substrate, 1, 1, "pause", 0, HOSTS, nanosPerOp)
                        .carriedBy(carrier)
                        .findings(200))
                .getFirst();
    }

    static HostCarrier carrier(HostCarrier.OneSided oneSided) {
        HostCarrier like = carrier(1);
        return new HostCarrier(
                like.library(),
                like.messages(),
                like.networks(),
                like.link(),
                like.windows(),
                oneSided,
                like.trips(),
                like.sendNanos(),
                like.receiveNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messaging:tcp", "messaging:aeron-udp"})
    void whatTheCarrierDoesNotCarryIsNoMultipleOfIt(String substrate) {
        Table table = table(substrate, carrier(1), 60_012);

        assertEquals("", table.rows().getLast().get(3));
        assertTrue(
                table.below().toString().contains(substrate + ": through sockets past the carrier"), table.toString());
    }

    @Test
    void whatTheCarrierCarriesHasNoSuchNote() {
        assertFalse(
                table("messaging:mpi", carrier(1), 60_012).below().toString().contains("past the carrier"));
    }

    @Test
    void aRowThatIsBetterThanItsCarrierIsMarkedAsDisturbed() {
        Table disturbed = table("messaging:mpi", carrier(1), 0.066 * 20_004);
        Table underneath = table("shm:mailbox", carrier(1), 0.5 * 20_004);
        Table near = table("messaging:mpi", carrier(1), 0.91 * 20_004);

        assertEquals("0.066 !", disturbed.rows().getLast().get(3));
        assertTrue(disturbed.below().toString().contains("!: better than its carrier by more than a tenth"));
        assertEquals("0.50 !", underneath.rows().getLast().get(3));
        assertEquals("0.91", near.rows().getLast().get(3));
        assertFalse(near.below().toString().contains("!:"));
    }

    /// It is not made of the carrier's messages, and may well be quicker.
    @ParameterizedTest
    @EnumSource(names = {"LOADS_AND_STORES", "BY_THE_NETWORK"})
    void memoryThatIsSharedMayBeBetterThanMessages(HostCarrier.OneSided oneSided) {
        assertEquals(
                "0.50",
                table("shm:mailbox", carrier(oneSided), 0.5 * 20_004)
                        .rows()
                        .getLast()
                        .get(3));
    }

    @Test
    void messagesHaveNoOneSidedOperations() {
        Table table = table("messaging:mpi", carrier(1), 60_012);

        assertEquals(
                List.of("none, messages", "none, messages"),
                table.rows().stream().map(List::getLast).toList());
    }

    @Test
    void theTableTellsRow0FromItsLine() {
        String below = table("messaging:mpi", carrier(1), 60_012).below().toString();

        assertTrue(below.contains("row 0: the shortest message as it was measured"), below);
        assertTrue(below.contains("A line through the times of several lengths"), below);
    }

    @Test
    void theLegendSaysThatSharedMemoryOfOtherHostsIsMessagesUnderneath() {
        String of = "messages underneath";
        Findings near = new Planted()
                .add("rpc", "shm:mailbox", 1, 1, "pause", 0, Map.of(), 100)
                .findings(200);

        assertTrue(Legend.of(findings()).toString().contains(of));
        assertFalse(Legend.of(near).toString().contains(of));
    }

    @Test
    void timesThatShrinkWithTheLengthMakeNoLineAndTheTableSaysSo() {
        HostCarrier up = carrier(1);
        HostCarrier down = new HostCarrier(
                up.library(),
                up.messages(),
                up.networks(),
                up.link(),
                up.windows(),
                up.oneSided(),
                IntStream.of(8, 1_024, 8_192)
                        .mapToObj(bytes -> new HostCarrier.Trip(bytes, 90_000 - bytes))
                        .toList(),
                up.sendNanos(),
                up.receiveNanos());
        String text = HostSheet.of(new Planted()
                        .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012)
                        .carriedBy(down)
                        .findings(200))
                .toString();

        assertTrue(text.contains("there is no a + b x bytes") && !text.contains("LogGP"), text);
        assertFalse(text.contains("another figure"), text);
    }

    @Test
    void whatCarriedAForkIsKeptAmongTheLoadsThatCount() {
        Findings found = new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 60_012, 60_012)
                .open(70_000)
                .carriedBy(carrier(1), carrier(1), carrier(3))
                .findings(200);
        Row row = found.workloads().getFirst().rows().getFirst();

        assertEquals(
                List.of(true, true, true),
                found.forks(row).values().stream()
                        .map(fork -> fork.carrier().isPresent())
                        .toList());
    }

    /// The carrier was measured before the machine moved.
    @Test
    void aRunWhoseLoadsAllMovedHasItsRow0() {
        Run run = new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012)
                .carriedBy(carrier(1))
                .findings(200)
                .run();
        CellRecord record = run.records().getFirst();
        Outcome.Measured measured = (Outcome.Measured) record.outcome();
        Run moved = Samples.withFloors(Samples.run(2, run.plan()), 200, 200, 200)
                .with(Samples.record(
                        run.plan().getFirst(),
                        1,
                        new Outcome.Measured(
                                measured.cpus(),
                                Optional.of(Samples.closed(
                                        16_000, 1, Samples.usage(), Optional.of(new FloorProbes(200, 2_000)))),
                                List.of(),
                                Optional.empty(),
                                measured.carrier())));
        Findings findings = Findings.of(moved, _ -> null);

        assertEquals(List.of(), findings.hostRows());
        assertEquals(
                List.of("row 0: the carrier"),
                HostSheet.of(findings).getFirst().rows().stream()
                        .map(List::getFirst)
                        .toList());
    }

    @Test
    void aRunOfOneHostHasNoSuchTable() {
        assertEquals(
                List.of(),
                HostSheet.of(new Planted()
                        .add("rpc", "messaging:ring", 1, 1, "pause", 0, Map.of(), 100)
                        .findings(200)));
    }
}
