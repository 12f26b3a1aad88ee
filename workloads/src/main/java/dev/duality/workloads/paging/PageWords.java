// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.history.Model;
import dev.duality.workloads.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/// The content of a memory, without which of it has frames: a load gives what was stored last, or what was there at
/// first.
///
/// A state is the value of each word that was stored into, by its address.
record PageWords() implements Model<Map<Long, Long>, Operation> {
    @Override
    public Map<Long, Long> first() {
        return Map.of();
    }

    /// The digest of a memory, whose words are asked for one by one.
    static long digest(Segments segments, LongUnaryOperator word) {
        long digest = 0;
        for (int page = 0; page < segments.pages(); page++) {
            long first = segments.address(page);
            for (long address = first; address < first + Segments.PAGE_WORDS; address++) {
                digest += Segments.digest(address, word.applyAsLong(address));
            }
        }
        return digest;
    }

    @Override
    public Optional<Map<Long, Long>> after(Map<Long, Long> stored, Operation operation) {
        long address = operation.b();
        return switch (operation.kind()) {
            case PagingWorkload.LOAD ->
                operation.result() == stored.getOrDefault(address, Segments.initial(address))
                        ? Optional.of(stored)
                        : Optional.empty();
            case PagingWorkload.STORE -> {
                if (operation.result() != operation.a()) {
                    yield Optional.empty();
                }
                Map<Long, Long> after = new HashMap<>(stored);
                after.put(address, operation.a());
                yield Optional.of(Map.copyOf(after));
            }
            default -> Optional.empty();
        };
    }
}
