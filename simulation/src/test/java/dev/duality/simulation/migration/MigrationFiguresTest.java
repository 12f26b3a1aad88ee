// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.migration.MigrationWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published figures, and how near to them we must come.
class MigrationFiguresTest {
    private static final MigrationFigures.KernelBuild KERNEL =
            new MigrationFigures.KernelBuild(1971, 19, 56, 67, 0.1688, 71, 2.8);

    private static double amdahl(double serial, int hosts) {
        return 1 / (serial + (1 - serial) / hosts);
    }

    @Test
    void withNothingInTheWayAKernelIsMadeByAmdahlsLaw() {
        SortedMap<Integer, Double> seconds = KERNEL.free(1, 2, 6, 12);

        assertEquals(1971, seconds.get(1), 10); // with looks for a host in between
        for (int hosts : List.of(2, 6, 12)) {
            double speedup = seconds.get(1) / seconds.get(hosts);
            assertEquals(1, speedup / amdahl(KERNEL.serial(), hosts), 0.02, hosts + " hosts");
        }
        assertTrue(KERNEL.serial() > 0.038 && KERNEL.serialRecalled() < 0.045, KERNEL::toString);
    }

    @Test
    void oneServerAndRecallsTakeOfTheSpeedupMoreWithMoreHosts() {
        SortedMap<Integer, MigrationFigures.Made> made = KERNEL.contended(1, 4, 12);
        double four = made.get(1).seconds() / made.get(4).seconds();
        double twelve = made.get(1).seconds() / made.get(12).seconds();

        assertTrue(four < amdahl(KERNEL.serial(), 4), () -> made.toString());
        assertTrue(twelve < amdahl(KERNEL.serialRecalled(), 12), () -> made.toString());
        assertTrue(
                twelve / amdahl(KERNEL.serial(), 12) < four / amdahl(KERNEL.serial(), 4),
                "the more hosts, the more is in the way: " + made);
        assertTrue(made.get(12).served() > 3 * made.get(1).served(), () -> made.toString());
    }

    @Test
    void ownersThatComeBackEvictAndTheMakeIsStillDone() {
        MigrationFigures.Made quiet = KERNEL.contended(12, 0, false);
        MigrationFigures.Made day = KERNEL.contended(12, 120, false);

        assertEquals(0, quiet.evictions());
        assertTrue(day.evictions() > 0, day::toString);
        assertTrue(day.seconds() > quiet.seconds(), () -> quiet + " " + day);
    }

    /// While one module is compiled hosts stand idle that have nothing to do in it, as in the paper's `pmake`, which
    /// has three links.
    @Test
    void modulesThatAreLinkedForThemselvesTakeOfTheSpeedup() {
        double whole = KERNEL.contended(12, 0, false).seconds();
        double modules = KERNEL.contended(12, 0, true).seconds();

        assertTrue(modules > 1.05 * whole, whole + " " + modules);
        assertTrue(KERNEL.contended(1, 0, true).seconds() < 1971 + 56 + 100, "but on one host only links are more");
    }

    /// The server's work is the same on any number of hosts, so it is done in no less.
    @Test
    void theServersProcessorBoundsTheMakeOnManyHosts() {
        double server = KERNEL.served() * (1971 - 19 - 56);

        assertTrue(KERNEL.contended(12, 0, false).seconds() > server + 19 + 67);
        assertTrue(KERNEL.contended(12, 0, false).served() > 0.6);
        assertEquals(server, KERNEL.contended(12, 0, false).servedSeconds(), 0.1);
        assertEquals(server, KERNEL.contended(1, 0, false).servedSeconds(), 0.1);
    }

    /// The server of the gate's plays works as long as the thesis measured, in the middle and at both ends.
    @Test
    void theServerOfTheGateWorksTheSecondsThatTheGateGives() {
        Gate gate = MigrationGates.all().getFirst();
        String server = "processor works 320 s (290 to 350)";
        String ours = gate.check().apply(new Constants(Map.of())).ours();

        assertTrue(gate.what().contains(server), gate::what);
        assertTrue(ours.contains(server), ours);
    }

    /// The seconds of a link that recalls are published without the number of hosts.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 12})
    void aLinkRecallsWhatOthersWroteOnAnyNumberOfHosts(int hosts) {
        double link = hosts == 1 ? 56 : 67;
        Setting setting = Setting.of(
                new MigrationWorkload(), Values.of(new MigrationWorkload(), new MakeProtocol().parameters(), Map.of()));
        Program played = MakeProtocol.plan(setting, hosts).program();

        assertEquals(link, KERNEL.link(hosts));
        assertEquals(new ProcessStep.Compute(Math.round(link * 1e9)), played.step(played.processes() - 1, 0));
    }

    @Test
    void theClockIsFarFromAProcessThatIsAway() {
        long call = 2_800_000;
        double clock = MigrationFigures.slowdown(10_000, 92_000, 92_000, true, 0, call);

        assertEquals(1 + call / 92_000.0, clock, 0.2);
        assertEquals(1, MigrationFigures.slowdown(10_000, 92_000, 92_000, false, 0, call), 0.05);
    }

    @Test
    void aProcessThatIsAwayEndsWithItsHomeAndWithNobodyElse() {
        assertEquals(new MigrationFigures.Dying("home died", "done", "done"), MigrationFigures.dying());
    }

    private static void write(Path root, String module, String name, String code) throws IOException {
        Path file = root.resolve(module + "/src/main/java/dev/duality/" + name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
    }

    @Test
    void unitsAreSourcesWithWhatTheyReferTo(@TempDir Path root) throws IOException {
        write(root, "one", "a.First", "import dev.duality.b.Second;\nimport java.util.List;\nclass First {}\n");
        write(root, "one", "a.Other", "import static dev.duality.b.Second.Inner.NAME;\n// First\nclass Other {}\n");
        write(root, "one", "a.Third", "class Third { Other other; } /* First */\n");
        write(root, "two", "b.Second", "import dev.duality.gone.Away;\nclass Second {}\n");
        write(root, "two", "b.package-info", "package dev.duality.b;\n");
        Units units = SourceTree.of(root);

        assertEquals(
                List.of(
                        "one,dev.duality.a.First,67,3",
                        "one,dev.duality.a.Other,71,3",
                        "one,dev.duality.a.Third,41,1",
                        "two,dev.duality.b.Second,46,"),
                units.units().stream().map(Units.Unit::line).toList());
        assertEquals(List.of("two", "one"), units.modules());
        assertEquals(4 + 3, units.opens());
    }

    @Test
    void modulesThatReferToEachOtherHaveNoOrder() {
        Units circle = new Units(List.of(
                new Units.Unit("one", "a.First", 10, List.of(1)), new Units.Unit("two", "b.Second", 10, List.of(0))));

        assertEquals(
                "modules refer to each other: [one, two]",
                assertThrows(IllegalStateException.class, circle::modules).getMessage());
    }

    /// Sources change all the time, and the resource is what they once were. Of those that have as many bytes as then
    /// it must say what the tree says.
    @Test
    void theResourceIsWhatTheSourcesOfThisProjectGive() {
        Units kept = Units.ofProject();
        Units now = SourceTree.of(Path.of(".."));
        Map<String, Units.Unit> byName = new HashMap<>();
        now.units().forEach(unit -> byName.put(unit.name(), unit));
        Set<String> names = byName.keySet();
        int same = 0;
        for (Units.Unit unit : kept.units()) {
            Units.Unit there = byName.get(unit.name());
            if (there != null && there.bytes() == unit.bytes() && there.module().equals(unit.module())) {
                same++;
                assertEquals(used(unit, kept, names), used(there, now, namesOf(kept)), unit.name());
            }
        }

        assertTrue(same > 0.5 * kept.units().size(), same + " are as they were; write it anew with UnitsWriter");
        assertTrue(
                kept.units().size() > 1_000 && kept.bytes() > 4_000_000,
                kept.units().size() + " sources");
        assertTrue(kept.modules().size() > 5, () -> kept.modules().toString());
    }

    @Test
    void theDocumentHasTheNumbersOfTheResource() throws IOException {
        Units units = Units.ofProject();
        String snapshot = "snapshot of %,d sources with %,d references"
                .formatted(
                        units.units().size(),
                        units.units().stream()
                                .mapToInt(unit -> unit.uses().size())
                                .sum());

        assertTrue(
                Files.readString(Path.of("..", "docs", "simulation.md"))
                        .replaceAll("\\s+", " ")
                        .contains(snapshot),
                () -> "docs/simulation.md must say: " + snapshot);
    }

    private static Set<String> namesOf(Units units) {
        return units.units().stream().map(Units.Unit::name).collect(Collectors.toSet());
    }

    /// The units that one refers to, of those that are there in both.
    private static List<String> used(Units.Unit unit, Units units, Set<String> both) {
        return unit.uses().stream()
                .map(place -> units.units().get(place).name())
                .filter(both::contains)
                .toList();
    }
}
