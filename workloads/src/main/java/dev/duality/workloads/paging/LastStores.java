// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/// The invariant of a memory: each word holds the last that some worker stored into it, through however many
/// evictions, a worker's own heap what that worker stored last, and the digest is made of that.
final class LastStores implements AfterLoad.Invariant {
    private final Setting setting;

    LastStores(Setting setting) {
        this.setting = setting;
    }

    /// After scripts whose every answer is known: loads gave what somebody had stored there, or what was there at
    /// first; what a worker alone stores into, it finds.
    Optional<String> violation(FinalState finalState) {
        List<Script> scripts = finalState.scripts();
        Map<Long, Set<Long>> stored = new HashMap<>(); // by address, whatever anybody stored
        for (Script script : scripts) {
            for (int i = 0; i < script.size(); i++) {
                if (script.kind(i) == PagingWorkload.STORE) {
                    stored.computeIfAbsent(script.b(i), _ -> new HashSet<>()).add(script.a(i));
                }
            }
        }
        List<Map<Long, Long>> last = new ArrayList<>();
        for (int worker = 0; worker < scripts.size(); worker++) {
            Script script = scripts.get(worker);
            Map<Long, Long> own = new HashMap<>();
            for (int i = 0; i < script.size(); i++) {
                long result = finalState.results().get(worker)[i];
                Optional<String> wrong = script.kind(i) == PagingWorkload.STORE
                        ? wrongStore(script.a(i), result)
                        : wrongLoad(script.b(i), result, own, stored);
                if (wrong.isPresent()) {
                    return Optional.of("worker %d: operation %s %s".formatted(worker, script.line(i), wrong.get()));
                }
                if (script.kind(i) == PagingWorkload.STORE) {
                    own.put(script.b(i), script.a(i));
                }
            }
            last.add(own);
        }
        return state(last, finalState.digest(), address -> finalState.ask(PagingWorkload.LOAD, 0, address));
    }

    private static Optional<String> wrongStore(long value, long result) {
        return result == value ? Optional.empty() : Optional.of("gave %d".formatted(result));
    }

    private static Optional<String> wrongLoad(
            long address, long result, Map<Long, Long> own, Map<Long, Set<Long>> stored) {
        boolean shared = Segments.segment(address) == Segments.SHARED;
        if (!shared || !stored.containsKey(address)) {
            long expected = own.getOrDefault(address, Segments.initial(address));
            return result == expected
                    ? Optional.empty()
                    : Optional.of("gave %d, but that word held %d".formatted(result, expected));
        }
        boolean untouched = result == Segments.initial(address) && !own.containsKey(address);
        return untouched || stored.get(address).contains(result)
                ? Optional.empty()
                : Optional.of("gave %d, which nobody stored there".formatted(result));
    }

    @Override
    public Optional<String> violation(AfterLoad load) {
        List<Map<Long, Long>> last = load.workers().stream().map(this::lastOf).toList();
        return state(last, load.digest(), address -> load.ask(PagingWorkload.LOAD, 0, address));
    }

    /// A worker's last store to each address: of the pass that it is in, or else of the one before.
    private Map<Long, Long> lastOf(WorkerProgress worker) {
        Script script = worker.script();
        long passes = worker.operations() / script.size();
        int next = (int) (worker.operations() % script.size());
        Map<Long, Long> last = new HashMap<>();
        if (passes > 0) {
            note(script, passes - 1, script.size(), last);
        }
        note(script, passes, next, last);
        return last;
    }

    private static void note(Script script, long pass, int to, Map<Long, Long> last) {
        for (int i = 0; i < to; i++) {
            if (script.kind(i) == PagingWorkload.STORE) {
                last.put(script.b(i), script.a(i) + pass * script.growth());
            }
        }
    }

    /// @param last of each worker, the last value by address
    /// @param load asks for a word of the shared heap
    private Optional<String> state(List<Map<Long, Long>> last, long is, LongUnaryOperator load) {
        Map<Long, Set<Long>> shared = new TreeMap<>();
        long digest = 0;
        for (Map<Long, Long> own : last) {
            for (Map.Entry<Long, Long> word : own.entrySet()) {
                if (Segments.segment(word.getKey()) == Segments.SHARED && setting.workers() > 1) {
                    shared.computeIfAbsent(word.getKey(), _ -> new HashSet<>()).add(word.getValue());
                } else {
                    digest += Segments.digest(word.getKey(), word.getValue());
                }
            }
        }
        for (Map.Entry<Long, Set<Long>> word : shared.entrySet()) {
            long value = load.applyAsLong(word.getKey());
            if (!word.getValue().contains(value)) {
                return Optional.of(
                        "the word at %x holds %d, not the last store of any worker".formatted(word.getKey(), value));
            }
            digest += Segments.digest(word.getKey(), value);
        }
        return digest == is
                ? Optional.empty()
                : Optional.of("the state's digest is %x, but its words make %x".formatted(is, digest));
    }
}
