// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Payload;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.Script;
import dev.duality.workloads.WorkerProgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The invariant of a table after a load: every key that was put or removed is as the last put or remove of some
/// worker left it, and the digest is made of that, and of all other entries as they were at first.
final class LastChanges implements AfterLoad.Invariant {
    private final Keys keys;

    LastChanges(Keys keys) {
        this.keys = keys;
    }

    @Override
    public Optional<String> violation(AfterLoad load) {
        Map<Long, Set<Long>> last = new TreeMap<>(); // by key what each worker's last change left
        for (WorkerProgress worker : load.workers()) {
            lastOf(worker, load.setting().payload())
                    .forEach((key, left) ->
                            last.computeIfAbsent(key, _ -> new HashSet<>()).add(left));
        }
        long digest = 0;
        for (Map.Entry<Long, Set<Long>> changed : last.entrySet()) {
            long key = changed.getKey();
            long found = load.ask(TableWorkload.GET, key, 0);
            if (!changed.getValue().contains(found)) {
                return Optional.of("key %x %s, which no worker's last put or remove of it left"
                        .formatted(key, Audit.words(found)));
            }
            digest += Keys.digest(key, found) - Keys.digest(key, keys.first(key));
        }
        return digest == load.digest()
                ? Optional.empty()
                : Optional.of("the state's digest is %x, but its entries make %x".formatted(load.digest(), digest));
    }

    /// The stamps that a worker's last change of each key left: of the pass that it is in, or else of the one before.
    private static Map<Long, Long> lastOf(WorkerProgress worker, Payload payload) {
        Map<Long, Long> last = new HashMap<>();
        Script script = worker.script();
        int next = (int) (worker.operations() % script.size());
        if (worker.operations() >= script.size()) {
            note(script, next, script.size(), payload, last);
        }
        note(script, 0, next, payload, last);
        return last;
    }

    private static void note(Script script, int from, int to, Payload payload, Map<Long, Long> last) {
        for (int i = from; i < to; i++) {
            if (script.kind(i) != TableWorkload.GET) {
                last.put(script.a(i), left(script, i, payload));
            }
        }
    }

    /// The stamp that a put or a remove leaves of its key.
    static long left(Script script, int operation, Payload payload) {
        if (script.kind(operation) == TableWorkload.REMOVE) {
            return TableWorkload.ABSENT;
        }
        script.load(operation, payload);
        return payload.stamp();
    }
}
