// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Jvm;
import dev.duality.workloads.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
    @TempDir
    private Path folder;

    @Test
    void aProfilerIsReadFromItsWord() {
        assertEquals(new Profiler.Jfr(), Profiler.parse("jfr"));
        assertEquals(new Profiler.Instructions(), Profiler.parse("instructions"));
        assertEquals(new Profiler.Async(Profiler.Event.CPU), Profiler.parse("async"));
        assertEquals(new Profiler.Async(Profiler.Event.CACHE_MISSES), Profiler.parse("async:event=cache-misses"));
    }

    @ParameterizedTest
    @EnumSource(Profiler.Event.class)
    void whatTheRunRecordsNamesTheSameProfiler(Profiler.Event event) {
        Profiler profiler = new Profiler.Async(event);
        Jvm jvm = new Jvm("25", "unknown", "unknown", profiler.flags());

        assertEquals(profiler, Profiler.parse(jvm.profiler().orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "JFR",
                "gc",
                "async:",
                "async:cpu",
                "async:event=",
                "async:event=CPU",
                "async:event=cpu,file=x"
            })
    void anythingElseIsRefused(String word) {
        assertTrue(assertThrows(BadInput.class, () -> Profiler.parse(word))
                .getMessage()
                .startsWith("--prof is '" + word));
    }

    @Test
    void aForkWithoutTheFlagIsNotProfiled() {
        assertEquals(Optional.empty(), Profiler.ofThisJvm());
        assertEquals(Optional.empty(), new Jvm("25", "unknown", "unknown", List.of("-Xmx1g")).profiler());
    }

    @Test
    void aProfilerThatWasNeverStartedSaysSo() {
        Path file = folder.resolve("profile.jfr");

        assertEquals(Optional.of("the measurement did not begin"), new Profiling(new Profiler.Jfr(), file).stop());
        assertTrue(Files.notExists(file));
    }

    @Test
    void aProfileThatCannotBeWrittenIsAReasonAndNoException() {
        Profiling profiling = new Profiling(new Profiler.Jfr(), folder.resolve("gone/profile.jfr"));
        profiling.start();

        assertTrue(profiling.stop().orElseThrow().contains("gone"));
    }
}
