// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.load.LoadShape;
import dev.duality.jmh.load.OpenLoad;
import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fork whose closed loop is done when its open loop fails: what was measured is not lost with it.
class LateFailureTest {
    @TempDir
    Path folder;

    /// A count that cannot be added to in an open loop.
    public static final class Late implements Workload {
        private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

        @Override
        public String name() {
            return "late";
        }

        @Override
        public String description() {
            return "a count that fails late";
        }

        @Override
        public Specification specification(Setting setting) {
            return new Specification() {
                private long count;

                @Override
                public long apply(int kind, long a, long b, Payload payload) {
                    if (WALKER.walk(frames -> frames.anyMatch(Late::isOfOpenLoop))) {
                        throw new IllegalStateException("not in an open loop");
                    }
                    return count++;
                }

                @Override
                public long digest() {
                    return count;
                }
            };
        }

        private static boolean isOfOpenLoop(StackWalker.StackFrame frame) {
            Class<?> of = frame.getDeclaringClass();
            return of.getPackage() == OpenLoad.class.getPackage()
                    && of.getSimpleName().startsWith("Open");
        }

        @Override
        public Script script(Setting setting, int worker) {
            Script.Builder script = Script.builder();
            for (int i = 0; i < 100; i++) {
                script.add(0, 0, 0);
            }
            return script.build();
        }
    }

    @Test
    void aFailureInTheOpenLoopKeepsTheClosedLoopBeforeIt() throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), Late.class.getName());
        ForkOrder order = new ForkOrder.Kernel(
                CellSpec.parse("workload=late;on=shm:lock;workers=1;wait=yield"),
                50,
                new ClosedLoad.Times(0, 20, 1, 50, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(1_000.0), List.of(), 50, 0),
                0);

        try (Forker forker = new Forker(
                System.getProperty("java.class.path") + File.pathSeparator + folder, List.of(), Forker.Patience.LONG)) {
            ForkReport.Failed failed =
                    assertInstanceOf(ForkReport.Failed.class, forker.run(order).report());

            assertTrue(failed.reason().contains("not in an open loop"), failed::toString);
            ForkReport.Attempt before = failed.before().orElseThrow().attempts().getFirst();
            assertTrue(before.closed().orElseThrow().opsPerSecond() > 0);
            assertEquals(List.of(), before.open());
        }
    }
}
