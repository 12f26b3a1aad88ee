// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.shm.contract.AnyText;
import dev.duality.workloads.Placement;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/// Cells of any content, also such as nothing could be opened with. The same seed gives the same cell.
public final class AnyCell {
    private AnyCell() {}

    public static CellSpec of(SplittableRandom random) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        int size = random.nextInt(4);
        for (int value = 0; value < size; value++) {
            values.put("n" + text(random).replace("=", "").strip(), text(random));
        }
        WaitStrategy.Kind[] kinds = WaitStrategy.Kind.values();
        Placement[] placements = Placement.values();
        return new CellSpec(
                "w" + text(random),
                "shm:" + text(random),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                waiting(kinds[random.nextInt(kinds.length)], random),
                random.nextLong(),
                values,
                Optional.of(Path.of(text(random).replaceAll("[^\\x01-\\x7f]", ""))),
                placements[random.nextInt(placements.length)],
                around(random));
    }

    private static Surroundings around(SplittableRandom random) {
        Collector[] collectors = Collector.values();
        return new Surroundings(
                Optional.of(collectors[random.nextInt(collectors.length)]).filter(_ -> random.nextBoolean()),
                random.nextBoolean() ? Neighbour.STREAM : Neighbour.NONE);
    }

    private static Waiting waiting(WaitStrategy.Kind kind, SplittableRandom random) {
        return kind.usualPauses() == 0
                ? Waiting.of(kind)
                : new Waiting(kind, random.nextInt(1, Waiting.MOST_PAUSES + 1));
    }

    /// Half a pair of surrogates is no text that a file of UTF-8 can have.
    private static String text(SplittableRandom random) {
        return AnyText.of(random, "4", "a=b", "/a/b.gz", "a;b", "a,b", " a\\;b=c; ", "\\u0041", "a\\")
                .replaceAll("[\\ud800-\\udfff]", "?");
    }
}
