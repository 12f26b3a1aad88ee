// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// All that was chosen in an execution: with it the execution can be had again. Choices behind the last one are 0.
///
/// @param choices in their order
/// @param early the stores that may be done early
public record MemorySchedule(List<Integer> choices, List<EarlyStore> early) {
    /// The one in which nothing is chosen.
    static final MemorySchedule FIRST = new MemorySchedule(List.of(), List.of());

    public MemorySchedule {
        choices = List.copyOf(choices);
        early = List.copyOf(early);
    }

    /// Without the zeros at its end.
    MemorySchedule trimmed() {
        int end = choices.size();
        while (end > 0 && choices.get(end - 1) == 0) {
            end--;
        }
        return new MemorySchedule(choices.subList(0, end), early);
    }

    /// One word, such as `0.0.1:0/0@0/0@128/1`; [#parse] reads it.
    public String text() {
        return choices.stream().map(String::valueOf).collect(Collectors.joining("."))
                + early.stream().map(one -> ":" + one.text()).collect(Collectors.joining());
    }

    /// @throws IllegalArgumentException if it is no schedule
    public static MemorySchedule parse(String text) {
        try {
            String[] parts = text.split(":", -1);
            List<Integer> choices = parts[0].isEmpty()
                    ? List.of()
                    : Arrays.stream(parts[0].split("\\.")).map(Integer::valueOf).toList();
            return new MemorySchedule(
                    choices, Arrays.stream(parts).skip(1).map(EarlyStore::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no schedule; a failure prints one, such as 0.0.1.2".formatted(text), e);
        }
    }
}
