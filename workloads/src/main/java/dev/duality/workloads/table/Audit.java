// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The invariants of a table that several workers have used at once:
/// - a key is there in the end as often as it was at first, and puts added it, less the removes that found it; so the
///   table's size is what puts added less what removes found, too;
/// - every value that was got, and every one that is there in the end, is one that somebody put under that key;
/// - a worker never gets an older value of another worker, or of its own, than it has got or put before;
/// - what is there in the end is the last that some worker put under its key, and the digest is made of that.
final class Audit {
    /// A worker's view of a key.
    private record View(long key, int writer) {}

    /// The balance of a key's additions and removals.
    private static final class Account {
        private long added;
        private long removed;
    }

    private final FinalState finalState;
    private final Keys keys;
    private final int workers;
    private final Map<Long, Account> accounts = new TreeMap<>(); // by key that was put or removed
    private final Map<View, Integer> last = new HashMap<>(); // by key and worker: its last put or remove

    Audit(FinalState finalState, Keys keys) {
        this.finalState = finalState;
        this.keys = keys;
        this.workers = finalState.setting().workers();
    }

    /// The state in which a key is found, in words.
    static String words(long stamp) {
        return stamp == TableWorkload.ABSENT ? "is not there" : "has the value with stamp %x".formatted(stamp);
    }

    /// The first violation, in words; empty if there is none.
    Optional<String> violation() {
        for (int worker = 0; worker < workers; worker++) {
            Optional<String> found = answers(worker);
            if (found.isPresent()) {
                return found;
            }
        }
        return atLast();
    }

    /// One worker's view.
    private Optional<String> answers(int worker) {
        Script script = finalState.scripts().get(worker);
        long[] results = finalState.results().get(worker);
        Map<View, Integer> newest = new HashMap<>(); // that it has got or put
        Set<Long> changed = new HashSet<>(); // keys that it knows to be no more as they were at first
        for (int i = 0; i < script.size(); i++) {
            long key = script.a(i);
            Optional<String> wrong = switch (script.kind(i)) {
                case TableWorkload.GET -> got(key, results[i], newest, changed);
                case TableWorkload.PUT -> {
                    newest.put(new View(key, worker), i);
                    last.put(new View(key, worker), i);
                    changed.add(key);
                    yield put(key, results[i]);
                }
                case TableWorkload.REMOVE -> {
                    last.put(new View(key, worker), i);
                    changed.add(key);
                    yield removed(key, results[i]);
                }
                default -> Optional.of("is no operation of a table");
            };
            if (wrong.isPresent()) {
                return Optional.of(
                        "worker %d: operation %s, key %x: %s".formatted(worker, script.line(i), key, wrong.get()));
            }
        }
        return Optional.empty();
    }

    private Account account(long key) {
        return accounts.computeIfAbsent(key, _ -> new Account());
    }

    private Optional<String> put(long key, long result) {
        Account account = account(key);
        account.added += result == TableWorkload.ADDED ? 1 : 0;
        return result == TableWorkload.ADDED || result == TableWorkload.REPLACED
                ? Optional.empty()
                : Optional.of("the put gave %d, though its bucket has a slot for each key".formatted(result));
    }

    private Optional<String> removed(long key, long result) {
        Account account = account(key);
        account.removed += result == TableWorkload.REMOVED ? 1 : 0;
        return result == TableWorkload.REMOVED || result == TableWorkload.NOT_FOUND
                ? Optional.empty()
                : Optional.of("the remove gave %d".formatted(result));
    }

    private Optional<String> got(long key, long stamp, Map<View, Integer> newest, Set<Long> changed) {
        if (stamp == TableWorkload.ABSENT) {
            if (keys.first(key) != TableWorkload.ABSENT) {
                changed.add(key);
            }
            return Optional.empty();
        }
        if (!isPut(key, stamp)) {
            return Optional.of("got the value with stamp %x, which nobody put there".formatted(stamp));
        }
        long serial = ValueStamps.serial(stamp);
        if (serial == ValueStamps.WARM) {
            return changed.contains(key)
                    ? Optional.of("got the value that was there at first, after having seen it change")
                    : Optional.empty();
        }
        changed.add(key);
        int operation = (int) ValueStamps.operation(serial, workers);
        int writer = ValueStamps.worker(serial, workers);
        Integer before = newest.put(new View(key, writer), operation);
        return before != null && before > operation
                ? Optional.of(
                        "got what worker %d put by #%d, after having seen its #%d".formatted(writer, operation, before))
                : Optional.empty();
    }

    /// Whether a value is one that somebody puts under a key, or that was there at first.
    private boolean isPut(long key, long stamp) {
        long serial = ValueStamps.serial(stamp);
        if (stamp < 0 || stamp != ValueStamps.of(key, serial)) {
            return false;
        }
        if (serial == ValueStamps.WARM) {
            return keys.first(key) == stamp;
        }
        Script script = finalState.scripts().get(ValueStamps.worker(serial, workers));
        long operation = ValueStamps.operation(serial, workers);
        return operation < script.size()
                && script.kind((int) operation) == TableWorkload.PUT
                && script.a((int) operation) == key;
    }

    /// The end.
    private Optional<String> atLast() {
        long digest = 0;
        for (Map.Entry<Long, Account> changed : accounts.entrySet()) {
            long key = changed.getKey();
            Account account = changed.getValue();
            long first = keys.first(key);
            long found = finalState.ask(TableWorkload.GET, key, 0);
            long expected = (first == TableWorkload.ABSENT ? 0 : 1) + account.added - account.removed;
            if (expected != (found == TableWorkload.ABSENT ? 0 : 1)) {
                return Optional.of(
                        "key %x %s in the end; it was there %s at first, %d puts added it and %d removes found it"
                                .formatted(
                                        key,
                                        words(found),
                                        first == TableWorkload.ABSENT ? "not" : "once",
                                        account.added,
                                        account.removed));
            }
            if (found != TableWorkload.ABSENT && !isLast(key, found)) {
                return Optional.of("key %x %s in the end, which no worker put there last".formatted(key, words(found)));
            }
            digest += Keys.digest(key, found) - Keys.digest(key, first);
        }
        return digest == finalState.digest()
                ? Optional.empty()
                : Optional.of(
                        "the state's digest is %x, but its entries make %x".formatted(finalState.digest(), digest));
    }

    /// Whether a value is that of a put after which its worker neither put nor removed the key. One that was there at
    /// first is none: every put and every remove leaves something else.
    private boolean isLast(long key, long stamp) {
        long serial = ValueStamps.serial(stamp);
        if (serial == ValueStamps.WARM || !isPut(key, stamp)) {
            return false;
        }
        Integer lastChange = last.get(new View(key, ValueStamps.worker(serial, workers)));
        return lastChange != null && lastChange == ValueStamps.operation(serial, workers);
    }
}
