// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Looks whether a workload can be compared with at all, before any side is: a specification that draws lots would be
/// blamed on every side. Each check gives what is wrong in one line.
public final class SpecificationCheck {
    /// Numbers of owners that a state that comes apart is shared by.
    private static final int[] OWNERS = {2, 3, 7};
    private static final long MOST_AGAIN_NANOS = 5_000_000_000L; // beyond the first time through

    private final Workload workload;
    private final Setting setting;
    private final int most;
    private List<Asked> asked = List.of(); // made when it is wanted: a script may have millions of operations

    /// The facts about a worker's script.
    ///
    /// @param first its first operations
    private record Asked(int size, int longestPayload, Script first) {}

    /// @param most how many operations of each worker to look at
    public SpecificationCheck(Workload workload, Setting setting, int most) {
        this.workload = workload;
        this.setting = setting;
        this.most = most;
    }

    /// The first thing that is wrong; empty if nothing is.
    public Optional<String> difference() {
        return Stream.<Supplier<Optional<String>>>of(this::scripts, this::shares, this::states, this::parts)
                .flatMap(check -> check.get().stream())
                .findFirst();
    }

    /// A script that is asked for again is the same, and its payloads have room.
    public Optional<String> scripts() {
        for (int worker = 0; worker < setting.workers(); worker++) {
            Asked once = asked().get(worker);
            if (once.longestPayload() > setting.payloadBytes()) {
                return Optional.of(tooLong(workload, setting, worker, once.longestPayload()));
            }
            Script again = workload.script(setting, worker);
            if (once.size() != again.size()) {
                return Optional.of(
                        "the script of worker %d has %,d operations and, asked for again, %,d; make it from the setting's seed alone"
                                .formatted(worker, once.size(), again.size()));
            }
            for (int i = 0; i < once.first().size(); i++) {
                if (!same(once.first(), again, i)) {
                    return Optional.of(
                            "the script of worker %d is another when it is asked for again, %s and then %s; make it from the setting's seed alone"
                                    .formatted(worker, once.first().line(i), again.line(i)));
                }
            }
        }
        return Optional.empty();
    }

    private List<Asked> asked() {
        if (asked.isEmpty()) {
            List<Asked> all = new ArrayList<>();
            for (int worker = 0; worker < setting.workers(); worker++) {
                Script script = workload.script(setting, worker);
                all.add(new Asked(script.size(), script.longestPayload(), script.first(most)));
            }
            asked = List.copyOf(all);
        }
        return asked;
    }

    /// The complaint about a script that has a payload for which there is no room.
    static String tooLong(Workload workload, Setting setting, int worker, int bytes) {
        return "the script of worker %d has a payload of %d bytes, but payloadBytes of %s is %d"
                .formatted(worker, bytes, workload.name(), setting.payloadBytes());
    }

    private boolean same(Script once, Script again, int operation) {
        Payload first = setting.payload();
        Payload second = setting.payload();
        once.load(operation, first);
        again.load(operation, second);
        return once.line(operation).equals(again.line(operation))
                && once.growth() == again.growth()
                && first.matches(second);
    }

    /// Several workers share the job that one has alone. A worker for whom nothing is left asks for one operation.
    public Optional<String> shares() {
        long alone = workload.script(setting.withWorkers(1), 0).size();
        long together = asked().stream().mapToLong(Asked::size).sum();
        if (together < alone || together >= alone + setting.workers()) {
            return Optional.of(
                    "the scripts of %d workers have %,d operations together, but that of one alone has %,d; each is to do its share of one job, see JobSplit.share"
                            .formatted(setting.workers(), together, alone));
        }
        long said = workload.operations(setting);
        return said == together
                ? Optional.empty()
                : Optional.of("operations says %,d, but the scripts of %d workers have %,d together"
                        .formatted(said, setting.workers(), together));
    }

    /// Two states that get the same operations give the same answers.
    public Optional<String> states() {
        return states(1);
    }

    /// The same for the operations of a load, which goes through scripts again and again: lots that are drawn seldom,
    /// or late, show in no short one. What takes longer than some seconds is not gone through to its end.
    public Optional<String> statesOfALoad() {
        int longest =
                asked().stream().mapToInt(script -> script.first().size()).max().orElseThrow();
        return states(Math.max(1, Math.ceilDiv(most, Math.max(1, longest))));
    }

    private Optional<String> states(int passes) {
        return compared(
                passes,
                "the specification is not deterministic",
                new Whole(workload.specification(setting)),
                "one state",
                new Whole(workload.specification(setting)),
                "another one; it may read no clock, draw no lots and share nothing with other states");
    }

    /// A state of which the workload says that it comes apart is the same when several owners share it.
    public Optional<String> parts() {
        if (!workload.partitioned()) {
            return Optional.empty();
        }
        for (int owners : OWNERS) {
            Setting shared = setting.withOwners(owners); // a state may be what so many owners have
            List<Specification> parts = new ArrayList<>();
            try {
                for (int i = 0; i < owners; i++) {
                    parts.add(workload.specification(shared));
                }
            } catch (BadInput _) {
                continue; // so small a state is not for so many
            }
            Optional<String> difference = compared(
                    1,
                    "the workload says that its state comes apart (partitioned), and it does not",
                    new Whole(workload.specification(shared)),
                    "one state",
                    new Parts(workload, parts),
                    "%d owners that share it by partition".formatted(owners));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /// The object of operations: a state, or the parts of one.
    private sealed interface State {
        long apply(int kind, long a, long b, Payload payload);

        long digest();
    }

    private record Whole(Specification state) implements State {
        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            return state.apply(kind, a, b, payload);
        }

        @Override
        public long digest() {
            return state.digest();
        }
    }

    private record Parts(Workload workload, List<Specification> owners) implements State {
        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            int owner = JobSplit.owner(workload.partition(kind, a, b), owners.size());
            return owners.get(owner).apply(kind, a, b, payload);
        }

        @Override
        public long digest() {
            return owners.stream().mapToLong(Specification::digest).sum();
        }
    }

    /// Does the operations of all workers in turn to both.
    /// @param passes how often to go through the scripts
    /// @param wrong what a difference means
    /// @param first what gives the first answer
    /// @param second what gives the other one
    private Optional<String> compared(int passes, String wrong, State one, String first, State other, String second) {
        List<Script> scripts = asked().stream().map(Asked::first).toList();
        Payload got = setting.payload();
        Payload gotToo = setting.payload();
        int longest = scripts.stream().mapToInt(Script::size).max().orElseThrow();
        long until = System.nanoTime() + MOST_AGAIN_NANOS;
        for (long number = 0; number < (long) passes * longest; number++) {
            int i = (int) (number % longest);
            if (number >= longest && System.nanoTime() > until) {
                return Optional.empty(); // nothing differed in what there was time for
            }
            for (int worker = 0; worker < scripts.size(); worker++) {
                Script script = scripts.get(worker);
                if (i >= script.size()) {
                    continue;
                }
                long a = script.a(i) + number / longest * script.growth();
                script.load(i, got);
                script.load(i, gotToo);
                long result;
                long resultToo;
                try {
                    result = one.apply(script.kind(i), a, script.b(i), got);
                    resultToo = other.apply(script.kind(i), a, script.b(i), gotToo);
                } catch (RuntimeException e) {
                    return Optional.of("the specification failed at operation %s%s of worker %d: %s"
                            .formatted(script.line(i), pass(number / longest), worker, e));
                }
                if (result != resultToo || !got.matches(gotToo)) {
                    return Optional.of("%s: operation %s%s of worker %d gives %d%s by %s and %d%s by %s"
                            .formatted(
                                    wrong,
                                    script.line(i),
                                    pass(number / longest),
                                    worker,
                                    result,
                                    LoadVerification.bytes(got),
                                    first,
                                    resultToo,
                                    LoadVerification.bytes(gotToo),
                                    second));
                }
            }
        }
        return one.digest() == other.digest()
                ? Optional.empty()
                : Optional.of("%s: after the same operations the digest is %x by %s and %x by %s"
                        .formatted(wrong, one.digest(), first, other.digest(), second));
    }

    /// The pass in which an operation was done, unless it is the first.
    private static String pass(long before) {
        return before == 0 ? "" : " in pass " + (before + 1);
    }
}
