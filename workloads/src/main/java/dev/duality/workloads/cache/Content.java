// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.history.Model;
import dev.duality.workloads.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The content of a cache, without which of it is in memory: a read gives what was last written to its block, or what
/// was there at first.
///
/// A state is the stamp of each block that was written.
record Content(Blocks blocks) implements Model<Map<Integer, Long>, Operation> {
    @Override
    public Map<Integer, Long> first() {
        return Map.of();
    }

    @Override
    public Optional<Map<Integer, Long>> after(Map<Integer, Long> written, Operation operation) {
        int id = blocks.id(operation.a(), operation.b());
        return switch (operation.kind()) {
            case CacheWorkload.READ -> {
                long stamp = written.getOrDefault(id, Stamps.initial(id));
                boolean right = Stamps.of(operation.result()) == stamp
                        && operation.got().stamp() == stamp;
                yield right ? Optional.of(written) : Optional.empty();
            }
            case CacheWorkload.WRITE -> {
                long stamp = operation.asked().stamp();
                if (Stamps.of(operation.result()) != stamp || operation.got().length() != 0) {
                    yield Optional.empty();
                }
                Map<Integer, Long> after = new HashMap<>(written);
                after.put(id, stamp);
                yield Optional.of(Map.copyOf(after));
            }
            default -> Optional.empty();
        };
    }
}
