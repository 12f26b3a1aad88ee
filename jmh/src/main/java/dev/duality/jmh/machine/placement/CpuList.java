// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import dev.duality.jmh.machine.SystemTree;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The kernel's way to write a set of CPUs: `0-3,8`.
public final class CpuList {
    private CpuList() {}

    /// The CPUs in ascending order; a part that is not a number or a range is left out.
    public static List<Integer> parse(String text) {
        return Stream.of(text.strip().split(","))
                .flatMapToInt(CpuList::range)
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }

    private static IntStream range(String part) {
        String[] ends = part.split("-", 2);
        OptionalLong first = SystemTree.parse(ends[0]);
        OptionalLong last = SystemTree.parse(ends[ends.length - 1]);
        if (first.isEmpty() || last.isEmpty()) {
            return IntStream.empty();
        }
        return IntStream.rangeClosed((int) first.getAsLong(), (int) last.getAsLong());
    }
}
