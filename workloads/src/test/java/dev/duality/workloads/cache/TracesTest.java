// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TracesTest {
    @TempDir
    private Path folder;

    private Path file(String content) {
        try {
            return Files.writeString(folder.resolve("some.trace"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Values values(Path trace) {
        return Values.of(new CacheWorkload(), Map.of("trace", trace.toString()));
    }

    @Test
    void aBadTraceIsRefusedAsSoonAsItIsNamed() {
        Path bad = file("one\n");

        assertThrows(BadInput.class, () -> values(bad));
    }

    @Test
    void aTraceThatIsNotThereIsRefused() {
        Path missing = folder.resolve("missing");
        BadInput refusal = assertThrows(BadInput.class, () -> values(missing));

        assertEquals("trace is '" + missing + "', but must be a file that can be read", refusal.getMessage());
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        assertThrows(BadInput.class, () -> Values.of(new CacheWorkload(), Map.of("trace", "a\0b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a=b;c=d", " a ", "\\u0041", "\u0905.\u0436", "a'b\"c", "-x", "@home"})
    void aFileMayHaveAnyName(String name) throws IOException {
        assumeTrue(isPossible(name), "this machine's file system has other alphabets");
        Path file = Files.writeString(folder.resolve(name), "1\n2\n");

        assertEquals(2, new Traces().read(values(file)).orElseThrow().trace().size());
    }

    private static boolean isPossible(String name) {
        try {
            return !Path.of(name).toString().isEmpty();
        } catch (InvalidPathException _) {
            return false;
        }
    }

    @Test
    void aTraceIsReadOnceAndAgainOnlyWhenItHasChanged() {
        Traces traces = new Traces();
        Values values = values(file("1\n2\n"));
        Traces.Replayed first = traces.read(values).orElseThrow();

        assertSame(first, traces.read(values).orElseThrow());
        file("1\n2\n3\n");
        assertNotSame(first, traces.read(values).orElseThrow());
    }

    @Test
    void aTraceIsReadAgainWithAnotherSizeOfItsBlocks() {
        Path file = file("0x0\n0x1000\n0x2000\n");
        Values large = Values.of(new CacheWorkload(), Map.of("trace", file.toString(), "block-size", "8192"));
        Traces traces = new Traces();

        assertEquals(3, traces.read(values(file)).orElseThrow().blocks().count());
        assertEquals(2, traces.read(large).orElseThrow().blocks().count());
    }
}
