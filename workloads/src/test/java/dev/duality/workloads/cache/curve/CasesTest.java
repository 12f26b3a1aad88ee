// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.curve;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.Reference;
import dev.duality.workloads.cache.trace.TraceFile;
import dev.duality.workloads.cache.trace.TraceFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small traces of each kind, in `src/test/resources/traces`, whose hits were found by hand or by another program.
final class CasesTest {
    private static final Path TRACES = Path.of("src", "test", "resources", "traces");

    private static Curve curve(String name, Integer... sizes) {
        TraceFile file = TraceFile.open(TRACES.resolve(name), Optional.empty(), 4096);
        return Curve.of(file, List.of(sizes), List.of(Policy.values()), (_, _) -> {});
    }

    /// Belady's string, of "An anomaly in space-time characteristics of certain programs running in a paging machine".
    @Test
    void beladysString() {
        Curve curve = curve("twelve.txt", 3, 4);

        assertAll(
                () -> assertEquals(12, curve.total()),
                () -> assertEquals(5, curve.blocks()),
                () -> assertEquals(List.of(2L, 4L), curve.hits().get(Policy.LRU)),
                () -> assertEquals(List.of(2L, 4L), curve.hits().get(Policy.CLOCK)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "twenty.txt",
                "twenty-crlf-nolast.txt",
                "twenty-cr.txt",
                "twenty-leading-zeros.txt",
                "twenty-named-txt-but-gzip.txt",
                "twenty-star.txt",
                "twenty-star-at-end.txt",
                "twenty-blank-line.txt",
                "twenty-trailing-blank.txt",
                "twenty-comment.txt",
                "twenty-bom.txt",
                "access.txt"
            })
    void theTextbooksTwentyAreTheSameInAllForms(String name) {
        Curve curve = curve(name, 3, 4);

        assertAll(
                () -> assertEquals(20, curve.total()),
                () -> assertEquals(6, curve.blocks()),
                () -> assertEquals(List.of(8L, 12L), curve.hits().get(Policy.LRU)),
                () -> assertEquals(List.of(9L, 12L), curve.hits().get(Policy.CLOCK)));
    }

    @ParameterizedTest
    @CsvSource({ // references, blocks, files, reads, writes, hits of LRU in 2 blocks
        "arc-start-count.txt, ARC, 12, 5, 1, 0, 0, 2",
        "spc.csv, SPC, 6, 3, 2, 3, 3, 3",
        "msr.csv, MSR, 10, 10, 2, 8, 2, 0",
        "hex-address.txt, ADDRESS, 4, 2, 1, 3, 1, 2",
        "hash-signed.txt, IDS, 3, 2, 1, 0, 0, 1",
        "hash-unsigned.txt, IDS, 3, 2, 1, 0, 0, 1",
        "block-at-18-digits.txt, IDS, 2, 2, 1, 0, 0, 0",
    })
    void aTraceAsItIsPublishedIsKnownByItsForm(
            String name,
            TraceFormat format,
            long references,
            int blocks,
            int files,
            long reads,
            long writes,
            long hits) {
        Curve curve = curve(name, 2);

        assertAll(
                () -> assertEquals(
                        format,
                        TraceFile.open(TRACES.resolve(name), Optional.empty(), 1)
                                .format()),
                () -> assertEquals(references, curve.total()),
                () -> assertEquals(blocks, curve.blocks()),
                () -> assertEquals(files, curve.files()),
                () -> assertEquals(reads, curve.references().get(Reference.READ)),
                () -> assertEquals(writes, curve.references().get(Reference.WRITE)),
                () -> assertEquals(List.of(hits), curve.hits().get(Policy.LRU)));
    }
}
