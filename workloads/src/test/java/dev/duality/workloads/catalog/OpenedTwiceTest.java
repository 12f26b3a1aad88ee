// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.CommonMemory;
import dev.duality.shm.Hardware;
import dev.duality.shm.PollLoop;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever says that its parties may be processes keeps nothing that they share on a heap: it is opened twice here,
/// over one common memory, and each opening has a part of the parties.
class OpenedTwiceTest {
    private static final int OPERATIONS = 100;

    @TempDir
    private static Path folder;

    private static Setting setting(Workload workload, Side side) {
        Map<String, String> values = side.substrate().equals("shm:striped") ? Map.of("op", "add") : Map.of();
        Setting setting = Setting.of(workload, Values.of(workload, values)).withWait(WaitStrategy.Kind.YIELD);
        return side.rejects(setting.withWorkers(2)).isEmpty() ? setting.withWorkers(2) : setting;
    }

    static Stream<Arguments> sides() {
        Catalog catalog = Catalog.load(OpenedTwiceTest.class.getClassLoader());
        return catalog.workloads().stream()
                .flatMap(workload -> catalog.sides(workload).stream()
                        .filter(side -> Placement.PROCESSES.within(side.reach())
                                && side.unavailable().isEmpty()
                                && side.rejects(setting(workload, side)).isEmpty())
                        .map(side -> Arguments.of(workload, side, workload.name() + " on " + side.substrate())));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("sides")
    void partiesOfTwoOpeningsDoTheSameAsThoseOfOne(Workload workload, Side side, String name) {
        Setting setting = setting(workload, side);
        VerificationResult result = new Verification(workload, twice(side), setting, OPERATIONS, Thread::new).run();

        assertInstanceOf(VerificationResult.Agrees.class, result, () -> name + ": " + result);
    }

    /// Sides there are; a filter that leaves none would prove nothing.
    @ParameterizedTest
    @MethodSource("known")
    void theSidesThatAreSaidToReachProcessesDo(String name) {
        assertTrue(sides().anyMatch(side -> side.get()[2].equals(name)), name);
    }

    static List<String> known() {
        return List.of(
                "counter on shm:lockfree",
                "counter on shm:striped",
                "counter on shm:mailbox",
                "counter on shm:delegation",
                "counter on messaging:ring",
                "counter on messaging:chronicle",
                "counter on messaging:posix-mq",
                "counter on messaging:pipe",
                "counter on messaging:unix-socket",
                "counter on messaging:tcp",
                "lines on shm:lockfree",
                "lines on shm:seqlock",
                "mutex on shm:bakery",
                "cache on shm:lockfree",
                "table on shm:lockfree",
                "detector on shm:words",
                "loadboard on shm:padded",
                "mapreduce on shm:table",
                "mapreduce on messaging:ring",
                "paging on shm:frames",
                "migration on shm:handover",
                "migration on messaging:ring",
                "migration on messaging:unix-socket",
                "interrupt on shm:mailbox",
                "interrupt on messaging:ring",
                "rpc on shm:direct",
                "echo on shm:line",
                "echo on shm:ring");
    }

    private static Side twice(Side side) {
        return (Side) Proxy.newProxyInstance(
                OpenedTwiceTest.class.getClassLoader(), new Class<?>[] {Side.class}, (_, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        return new Twice(side, (Setting) arguments[0]);
                    }
                    return method.invoke(side, arguments);
                });
    }

    /// Workers from 1 on, and servers, are in the second opening; worker 0 is in the first.
    private static final class Twice implements Kernel {
        private final boolean serving;
        private final Kernel here;
        private final Kernel there;

        Twice(Side side, Setting setting) {
            serving = side.servers(setting) > 0;
            try {
                Path common = Files.createTempDirectory(folder, "kernel");
                Setting shared = setting.withOptions(setting.options().withCommon(common));
                here = Hardware.in(new CommonMemory(common), () -> side.open(shared));
                there = Hardware.in(new CommonMemory(common), () -> side.open(shared));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void start(ThreadFactory factory) {
            here.start(_ -> new Thread(() -> {}));
            there.start(factory);
        }

        @Override
        public Caller caller(int worker) {
            return serving || worker == 0 ? here.caller(worker) : there.caller(worker);
        }

        @Override
        public long digest() {
            return serving ? there.digest() : here.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return here.counts();
        }

        @Override
        public void close() { // both at once, as processes do: an end waits for the other one to read, or to close
            Thread other = Thread.ofPlatform().start(there::close);
            here.close();
            PollLoop.join(other);
        }
    }
}
