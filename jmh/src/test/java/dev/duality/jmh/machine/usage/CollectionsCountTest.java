// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.OwnJvm;
import dev.duality.jmh.cell.Collector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One collection is one, whoever collects.
class CollectionsCountTest {
    private static final int ASKED = 3;

    /// Asks for collections, and says how many were counted.
    public static final class Asking {
        private Asking() {}

        public static void main(String[] args) {
            ProcessMeter meter = new ProcessMeter();
            meter.start();
            for (int i = 0; i < ASKED; i++) {
                System.gc();
            }
            System.out.println(meter.stop().collections().count());
        }
    }

    /// Each that is asked for goes on beside the threads where the collector can do that, and has several pauses then.
    @ParameterizedTest
    @EnumSource(Collector.class)
    void asManyCollectionsAreCountedAsWereAskedForOfEachCollector(Collector collector, @TempDir Path folder)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(List.of(collector.flag(), "-XX:+ExplicitGCInvokesConcurrent"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asking.class.getName()));

        OwnJvm.Ended ended = OwnJvm.run(folder, Map.of(), command);

        assumeFalse(ended.said().contains("Unrecognized VM option"), ended::said); // Shenandoah, in some JDKs
        assertEquals(
                String.valueOf(ASKED), ended.said().strip().lines().toList().getLast());
    }

    @Test
    void pausesAndCollectionsAreOfTheseBeans() {
        List<String> all = List.of(
                "G1 Young Generation",
                "G1 Concurrent GC",
                "G1 Old Generation",
                "ZGC Minor Cycles",
                "ZGC Minor Pauses",
                "ZGC Major Cycles",
                "ZGC Major Pauses",
                "PS Scavenge",
                "PS MarkSweep",
                "Copy",
                "MarkSweepCompact",
                "Shenandoah Cycles",
                "Shenandoah Pauses");
        List<String> alike = List.of(
                "G1 Young Generation", "G1 Old Generation", "PS Scavenge", "PS MarkSweep", "Copy", "MarkSweepCompact");

        assertEquals(
                sorted(alike, "G1 Concurrent GC", "ZGC Minor Pauses", "ZGC Major Pauses", "Shenandoah Pauses"),
                all.stream().filter(ProcessMeter::pauses).sorted().toList());
        assertEquals(
                sorted(alike, "ZGC Minor Cycles", "ZGC Major Cycles", "Shenandoah Cycles"),
                all.stream().filter(ProcessMeter::collects).sorted().toList());
    }

    private static List<String> sorted(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).sorted().toList();
    }
}
