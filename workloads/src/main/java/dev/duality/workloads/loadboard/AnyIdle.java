// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

import dev.duality.shm.history.Model;
import dev.duality.workloads.Operation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A model in which queries may give any host that is idle, and nobody only if none is. Which one depends on where who
/// looks began, and on what changed before and behind it.
///
/// A state is the load of each host.
record AnyIdle(int hosts) implements Model<List<Long>, Operation> {
    @Override
    public List<Long> first() {
        return Collections.nCopies(hosts, LoadboardWorkload.IDLE);
    }

    @Override
    public Optional<List<Long>> after(List<Long> loads, Operation operation) {
        return switch (operation.kind()) {
            case LoadboardWorkload.UPDATE ->
                loads.get((int) operation.b()) == operation.result()
                        ? Optional.of(updated(loads, (int) operation.b(), operation.a()))
                        : Optional.empty();
            case LoadboardWorkload.QUERY -> isRight(loads, operation.result()) ? Optional.of(loads) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static List<Long> updated(List<Long> loads, int host, long load) {
        return IntStream.range(0, loads.size())
                .mapToObj(i -> i == host ? load : loads.get(i))
                .toList();
    }

    private static boolean isRight(List<Long> loads, long picked) {
        if (picked == LoadboardWorkload.NOBODY) {
            return !loads.contains(LoadboardWorkload.IDLE);
        }
        return picked >= 0 && picked < loads.size() && loads.get((int) picked) == LoadboardWorkload.IDLE;
    }
}
