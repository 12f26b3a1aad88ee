// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The number of components of records: a constructor of more than seven is one that nobody reads, and some of them are
/// a part that has a name of its own. Those that have more stand here with their reasons.
class WideRecordsTest extends House {
    private static final int MOST = 7;

    private static final String FILE = "its components are the fields of run.json, which others read";
    private static final String TEMPLATE = "its components are the names in the page's template";
    private static final String MACHINE = "its components are the keys of a machine's file";
    private static final String COLUMNS = "each component is a column of the report";
    private static final String KNOBS = "each component is a parameter that users set, by its name";

    /// Records that may be wider, by their names without the package, and why.
    private static final Map<String, String> WIDE = Map.ofEntries(
            Map.entry("Run", FILE),
            Map.entry("Cell", FILE),
            Map.entry("ContractRecord", FILE),
            Map.entry("Floor", FILE),
            Map.entry("HostCarrier", FILE),
            Map.entry("Machine", FILE),
            Map.entry("OpenLoop", FILE),
            Map.entry("Usage", FILE),
            Map.entry("Leaf$Part", TEMPLATE),
            Map.entry("PageView", TEMPLATE),
            Map.entry("RowList$View", TEMPLATE),
            Map.entry("MachineSpec", MACHINE),
            Map.entry("MachineSpec$Rules", MACHINE),
            Map.entry("MachineSpec$Times", MACHINE),
            Map.entry("Change", COLUMNS),
            Map.entry("Costs", COLUMNS),
            Map.entry("FloorFinding", COLUMNS),
            Map.entry("MulticoreRow", COLUMNS),
            Map.entry("Row", COLUMNS),
            Map.entry("Row$Closed", COLUMNS),
            Map.entry("Row$Open", COLUMNS),
            Map.entry("Scaling$Step", COLUMNS),
            Map.entry("Arrangement", KNOBS),
            Map.entry("CellSpec", KNOBS),
            Map.entry("MigrationProtocol$Plan", KNOBS),
            Map.entry("PagingPlan", KNOBS),
            Map.entry("Part", KNOBS),
            Map.entry("Request", KNOBS),
            Map.entry("Setting", KNOBS),
            Map.entry("ShortProgram", KNOBS),
            Map.entry("VerifyOrder", KNOBS),
            Map.entry("WeakMemoryReport$Order", KNOBS),
            Map.entry("Access", "one access of a user: when, to what, how, and how long it stays open"),
            Map.entry("Chart$Gap", "one bar: what stands under it, beside it and in its tip"),
            Map.entry("Chart$Stretch", "one second of a load: two lines and what is said of the machine in it"),
            Map.entry("Comparison", "two runs, what was made of them, and what only one of them has"),
            Map.entry("ForkReport$Open", "the message of a fork for one OpenLoop, which has these fields"),
            Map.entry("LinuxMemoryCalls", "one handle for each call of the system"),
            Map.entry("OpenLoad$Result", "what becomes one OpenLoop, which has these fields"),
            Map.entry("PrefixFigures$Lookups", "one count for each end of a lookup"),
            Map.entry("Traffic", "one count for each fate of a message"),
            Map.entry("Verdict$Compared", "the pairs of one verdict, each of which has its own sentence"));

    private static String simple(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1);
    }

    private static long components(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
    }

    /// The records that are too wide, or are listed without need.
    private static Set<String> complaints(JavaClasses classes, Map<String, String> allowed) {
        Set<String> complaints = new TreeSet<>();
        Set<String> unused = new TreeSet<>(allowed.keySet());
        for (JavaClass type : classes) {
            if (type.isRecord() && components(type) > MOST && !unused.remove(simple(type))) {
                complaints.add(
                        "%s has %d components, but at most %d are allowed without a reason; give a part of them a name"
                                .formatted(simple(type), components(type), MOST));
            }
        }
        unused.forEach(name -> complaints.add(name + " has a reason to be wide, and is not; take it off the list"));
        return complaints;
    }

    @Test
    void noRecordIsWideWithoutAReason() {
        assertTrue(OURS.stream().filter(JavaClass::isRecord).count() > 300, "the records are not found");
        assertEquals(Set.of(), complaints(OURS, WIDE));
    }

    @Test
    void aWideRecordIsFoundAndSoIsAReasonThatIsNotNeeded() {
        JavaClasses two = new ClassFileImporter().importClasses(Eight.class, Seven.class);

        assertEquals(
                Set.of("WideRecordsTest$Eight has 8 components, but at most 7 are allowed without a reason;"
                        + " give a part of them a name"),
                complaints(two, Map.of()));
        assertEquals(Set.of(), complaints(two, Map.of("WideRecordsTest$Eight", "it is a test")));
        assertEquals(2, complaints(two, Map.of("WideRecordsTest$Seven", "none")).size());
    }

    record Eight(int a, int b, int c, int d, int e, int f, int g, int h) {}

    record Seven(int a, int b, int c, int d, int e, int f, int g) {
        static final int EIGHTH = 8;
    }
}
