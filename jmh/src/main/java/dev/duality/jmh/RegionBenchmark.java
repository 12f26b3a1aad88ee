// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.shm.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What does a region add to a word? One thread writes it and reads it again.
///
/// Control: [#bare], a handle onto an array. Not measured: a second thread; `FloorBenchmark` has it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Thread)
public class RegionBenchmark {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int AT = 32; // in words, with room on both sides

    private final long[] array = new long[2 * AT];
    private final Region region = Region.allocate(2L * AT * Long.BYTES);
    private final long offset = (long) AT * Long.BYTES;
    private long number;

    /// A handle onto an array.
    @Benchmark
    public long bare() {
        WORDS.setRelease(array, AT, ++number);
        return (long) WORDS.getAcquire(array, AT);
    }

    /// A word of a region.
    @Benchmark
    public long word() {
        region.setRelease(offset, ++number);
        return region.getAcquire(offset);
    }

    /// A word of one of its lines.
    @Benchmark
    public long wordOfALine() {
        region.setRelease(offset, 0, ++number);
        return region.getAcquire(offset, 0);
    }

    @TearDown
    public void close() {
        region.close();
    }
}
