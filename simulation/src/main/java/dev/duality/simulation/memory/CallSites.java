// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.simulation.multicore.WordRegion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The accesses of the code that an execution makes, and the one of them that is made weaker, if one is. The code is
/// not changed: an access is known by the class and the line from which its region is called.
final class CallSites {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Set<Class<?>> BENEATH =
            Set.of(CallSites.class, WeakRegion.class, WordRegion.class, Region.class, Payload.class);

    private final Optional<Mutant> mutant;
    private final boolean records;
    private final boolean traces;
    private final Set<Site> seen = new TreeSet<>();
    private final List<String> trace = new ArrayList<>();
    private final Map<MemoryWord, Touched> touched = new HashMap<>();

    /// The threads that came to a word, and whether one of them wrote it.
    private static final class Touched {
        private final BitSet threads = new BitSet();
        private boolean written;
    }

    /// @param records whether to gather the accesses
    /// @param traces whether to gather what each access of this execution saw
    CallSites(Optional<Mutant> mutant, boolean records, boolean traces) {
        this.mutant = mutant;
        this.records = records;
        this.traces = traces;
    }

    static CallSites of(Optional<Mutant> mutant) {
        return new CallSites(mutant, false, false);
    }

    /// The accesses of all executions so far.
    Set<Site> seen() {
        return seen;
    }

    /// Whether two threads came to one word, and one of them wrote it: else no order of theirs can be told from
    /// another.
    boolean haveMet() {
        return touched.values().stream().anyMatch(word -> word.written && word.threads.cardinality() > 1);
    }

    private void note(WeakMachine machine, AccessCall call, MemoryWord word, boolean writes) {
        if (records && machine.running().isPresent() && site(call).isOfTheCode()) {
            Touched by = touched.computeIfAbsent(word, _ -> new Touched());
            by.threads.set(machine.running().get().number);
            by.written |= writes;
        }
    }

    /// The values that each access saw, a line each.
    List<String> trace() {
        return trace;
    }

    private static Site site(AccessCall call) {
        return WALKER.walk(frames -> frames.filter(frame -> !BENEATH.contains(frame.getDeclaringClass()))
                .findFirst()
                .map(frame ->
                        new Site(frame.getClassName(), frame.getMethodName(), frame.getLineNumber(), call.label()))
                .orElseThrow());
    }

    /// The code calls its region.
    /// @return how it is weaker than it says; empty if it is not
    Optional<Weaker> called(AccessCall call) {
        if (records) {
            seen.add(site(call));
        }
        if (mutant.isEmpty() || !mutant.get().site().call().equals(call.label())) {
            return Optional.empty();
        }
        return mutant.get().site().equals(site(call)) ? Optional.of(mutant.get().weaker()) : Optional.empty();
    }

    private void add(WeakMachine machine, AccessCall call, String saw) {
        if (traces && machine.running().isPresent()) {
            int thread = machine.running().get().number;
            trace.add("thread %d  %-44s %-14s %s".formatted(thread, site(call).name(), call.label(), saw));
        }
    }

    void loaded(WeakMachine machine, AccessCall call, AccessMode mode, Store store) {
        note(machine, call, store.word, false);
        if (traces) {
            add(
                    machine,
                    call,
                    "%s = %d%s%s".formatted(store.word.name(), store.value, from(store), weakened(call, mode)));
        }
    }

    private static String from(Store store) {
        String by = store.thread < 0 ? ", its first value" : ", of thread " + store.thread;
        Store newest = store.word.newest();
        return by
                + (store.owed ? ", done early" : "")
                + (newest == store ? "" : "; not the newest, which is " + newest.value);
    }

    void stored(WeakMachine machine, AccessCall call, AccessMode mode, Store store) {
        note(machine, call, store.word, true);
        if (traces) {
            boolean last = store == store.word.newest();
            add(
                    machine,
                    call,
                    "%s := %d%s%s"
                            .formatted(
                                    store.word.name(),
                                    store.value,
                                    last ? "" : ", before the newest, which is " + store.word.newest().value,
                                    weakened(call, mode)));
        }
    }

    void updated(WeakMachine machine, AccessCall call, AccessMode mode, Store before, boolean stored) {
        note(machine, call, before.word, stored);
        if (traces) {
            String after = stored && before.position + 1 < before.word.count()
                    ? " := " + before.word.at(before.position + 1).value
                    : ", not what it expected";
            add(machine, call, before.word.name() + " = " + before.value + after + weakened(call, mode));
        }
    }

    void fenced(WeakMachine machine, AccessCall call) {
        add(machine, call, "");
    }

    private String weakened(AccessCall call, AccessMode mode) {
        boolean isWeaker = mutant.filter(one -> one.site().call().equals(call.label())
                        && one.site().equals(site(call))
                        && one.weaker() != Weaker.TWO_STEPS)
                .isPresent();
        return isWeaker ? ", made " + mode.name().toLowerCase(java.util.Locale.ROOT) : "";
    }
}
