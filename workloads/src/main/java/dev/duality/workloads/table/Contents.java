// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.history.Model;
import dev.duality.workloads.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The content of a table, without its layout: the specification as a model of histories, in states that are small
/// however large the table is.
///
/// A state is the stamp of each key that was put or removed, or [TableWorkload#ABSENT].
record Contents(Keys keys, int valueBytes) implements Model<Map<Long, Long>, Operation> {
    @Override
    public Map<Long, Long> first() {
        return Map.of();
    }

    @Override
    public Optional<Map<Long, Long>> after(Map<Long, Long> changed, Operation operation) {
        long key = operation.a();
        long now = changed.containsKey(key) ? changed.get(key) : keys.first(key);
        boolean there = now != TableWorkload.ABSENT;
        boolean bare = operation.got().length() == 0;
        return switch (operation.kind()) {
            case TableWorkload.GET -> {
                boolean whole = operation.got().length() == valueBytes
                        && operation.got().stamp() == now;
                yield operation.result() == now && (there ? whole : bare) ? Optional.of(changed) : Optional.empty();
            }
            case TableWorkload.PUT ->
                bare && operation.result() == (there ? TableWorkload.REPLACED : TableWorkload.ADDED)
                        ? Optional.of(with(changed, key, operation.asked().stamp()))
                        : Optional.empty();
            case TableWorkload.REMOVE ->
                bare && operation.result() == (there ? TableWorkload.REMOVED : TableWorkload.NOT_FOUND)
                        ? Optional.of(with(changed, key, TableWorkload.ABSENT))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Map<Long, Long> with(Map<Long, Long> changed, long key, long stamp) {
        Map<Long, Long> after = new HashMap<>(changed);
        after.put(key, stamp);
        return Map.copyOf(after);
    }
}
