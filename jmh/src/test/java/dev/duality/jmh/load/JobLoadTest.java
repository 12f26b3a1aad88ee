// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobLoadTest {
    /// A few hundred operations take microseconds, and the first ones of a kernel are on cold lines: to do them again
    /// on fresh kernels would repeat that and measure nothing else.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aShortJobIsDoneManyTimesOnOneKernel(int workers) {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=counter;on=shm:lockfree;wait=yield;set=operations=512;workers=" + workers));
        AtomicInteger opened = new AtomicInteger();

        FixedJob job = JobLoad.run(
                        new KernelFixture(fixture.workload(), counting(fixture.side(), opened), fixture.setting()), 1)
                .orElseThrow();

        assertEquals(512, job.operations());
        assertTrue(job.passes() > 100, () -> job.passes() + " passes");
        assertTrue(opened.get() <= job.passes() / 10, () -> opened + " kernels for " + job.passes() + " passes");
    }

    /// A job's loop is not the one that the closed loop has warmed.
    @Test
    void aShortJobWarmsUpOnTheKernelThatIsTimed() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=counter;on=shm:lockfree;wait=yield;set=operations=512;workers=1"));
        List<AtomicLong> calls = new ArrayList<>(); // of each kernel

        FixedJob job = JobLoad.run(
                        new KernelFixture(
                                fixture.workload(),
                                handing(Side.class, fixture.side(), "open", kernel -> {
                                    calls.add(new AtomicLong());
                                    return handing(
                                            Kernel.class,
                                            kernel,
                                            "caller",
                                            caller -> handing(Caller.class, caller, "call", result -> {
                                                calls.getLast().incrementAndGet();
                                                return result;
                                            }));
                                }),
                                fixture.setting()),
                        1)
                .orElseThrow();

        assertTrue(job.passes() > 1, () -> job.passes() + " passes");
        long timed = 512L * job.passes();
        assertTrue(calls.getLast().get() >= timed * 5 / 4, () -> calls + " calls, " + timed + " of them timed");
    }

    /// `one`, with another result of one of its methods.
    private static <T> T handing(Class<T> type, Object one, String method, UnaryOperator<Object> result) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, called, args) -> {
            try {
                Object returned = called.invoke(one, args);
                return called.getName().equals(method) ? result.apply(returned) : returned;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /// A side that counts its kernels.
    private static Side counting(Side side, AtomicInteger opened) {
        return handing(Side.class, side, "open", kernel -> {
            opened.incrementAndGet();
            return kernel;
        });
    }

    /// All blocks fit, so whoever goes through the script again finds every one of them.
    @Test
    void theHitRatioIsThatOfOneTimeThroughFromAColdCache() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse(
                        "workload=cache;on=shm:lock;wait=yield;set=operations=512\\;capacity=1024\\;skew=uniform\\;payload=64;workers=1"));

        FixedJob job = JobLoad.run(fixture, 1).orElseThrow();

        assertTrue(job.passes() > 1, () -> job.passes() + " passes");
        double ratio = job.usage().figures().stream()
                .filter(figure -> figure.name().equals("hit ratio"))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow();
        assertTrue(ratio < 50, () -> "hit ratio " + ratio);
    }

    @Test
    void theSpecificationAloneDoesTheWholeJobManyTimes() {
        PlainLoad load = PlainLoad.of(CellSpec.parse("workload=rpc;on=plain:specification;set=operations=512"));

        FixedJob job = load.run();

        assertEquals(512, job.operations());
        assertTrue(job.passes() > 100, () -> job.passes() + " passes");
        assertTrue(job.passes() * job.seconds() > 0);
    }

    /// Ticks of a time that has passed already would change nothing.
    @Test
    void eachTimeThroughOfTheSpecificationGrows() {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=detector;on=shm:lock;wait=yield;set=operations=512;workers=1"));
        Workload workload = fixture.workload();
        Setting setting = fixture.setting();
        Script script = workload.script(setting, 0);
        assertTrue(script.growth() > 0);
        Specification specification = workload.specification(setting);
        Payload payload = setting.payload();
        long expected = 0;
        for (int pass = 0; pass < 3; pass++) {
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                expected +=
                        specification.apply(script.kind(i), script.a(i) + pass * script.growth(), script.b(i), payload);
                expected += payload.sum();
            }
        }

        PlainPass alone = new PlainPass(workload, setting, script);
        alone.run(3);

        assertEquals(0, workload.thinkSteps(setting));
        assertEquals(expected, alone.sum());
    }
}
