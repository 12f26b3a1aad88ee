// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The published figures, and how near to them we must come.
class MigrationFiguresTest {
    private static final MigrationFigures.Kernel KERNEL = new MigrationFigures.Kernel(1971, 19, 56, 67, 0.093, 71, 2.8);

    private static double amdahl(double serial, int hosts) {
        return 1 / (serial + (1 - serial) / hosts);
    }

    @Test
    void withNothingInTheWayAKernelIsMadeByAmdahlsLaw() {
        SortedMap<Integer, Double> seconds = KERNEL.free(1, 2, 6, 12);

        assertEquals(1971, seconds.get(1), 2);
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

    /// The share of the work that is on the longest way through the units: what no number of hosts makes shorter.
    private static double longestShare(Units units) {
        List<List<Integer>> before = units.before();
        long[] ways = new long[before.size()];
        long longest = 0;
        for (int round = 0; round < ways.length; round++) {
            for (int unit = 0; unit < ways.length; unit++) {
                ways[unit] = units.units().get(unit).bytes()
                        + before.get(unit).stream()
                                .mapToLong(each -> ways[each])
                                .max()
                                .orElse(0);
                longest = Math.max(longest, ways[unit]);
            }
        }
        return (double) longest / units.bytes();
    }

    @Test
    void unitsThatWaitForWhatTheyImportTakeAsLongAsTheirLongestWay() {
        double share = longestShare(Units.ofProject());
        double longest = share * (1971 - 19 - 56);

        assertTrue(KERNEL.contended(12, 0, true).seconds() >= longest + 19 + 56);
        assertTrue(share > 0.05 && share < 1);
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
        assertEquals(new MigrationFigures.Dying("home died", "done"), MigrationFigures.dying());
    }

    private static void write(Path root, String module, String name, String imports) throws IOException {
        Path file = root.resolve(module + "/src/main/java/dev/duality/" + name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        String holder = ("dev.duality." + name).substring(0, ("dev.duality." + name).lastIndexOf('.'));
        Files.writeString(file, "package " + holder + ";\n" + imports);
    }

    @Test
    void unitsArePackagesWithWhatTheyImportFromEachOther(@TempDir Path root) throws IOException {
        write(root, "one", "a.First", "import dev.duality.b.Second;\nimport java.util.List;\n");
        write(root, "one", "a.Other", "import static dev.duality.a.First.NAME;\n");
        write(root, "two", "b.Second", "import dev.duality.a.First;\nimport dev.duality.gone.Away;\n");
        Units units = Units.of(root);

        assertEquals(
                List.of("dev.duality.a", "dev.duality.b"),
                units.units().stream().map(Units.Unit::name).toList());
        assertEquals(2, units.units().getFirst().files());
        assertEquals(List.of("dev.duality.b"), units.units().getFirst().imports());
        assertEquals(List.of("dev.duality.a"), units.units().getLast().imports());
        assertEquals(List.of(List.of(1), List.of()), units.before(), "of a circle the later one does not wait");
    }

    /// Sources change all the time; the resource is what they once were.
    @Test
    void theResourceIsOfThisProject() {
        Units kept = Units.ofProject();
        Units now = Units.of(Path.of(".."));
        Set<String> names = new HashSet<>();
        now.units().forEach(unit -> names.add(unit.name()));
        long there = kept.units().stream()
                .filter(unit -> names.contains(unit.name()))
                .count();

        assertTrue(there > 0.5 * kept.units().size(), "write it anew with Units.main");
        assertTrue(kept.units().size() > 50 && kept.bytes() > 1_000_000, kept.units()::toString);
    }
}
