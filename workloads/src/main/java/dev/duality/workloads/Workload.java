// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Transport;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;

/// A workload: what operations there are, what they do, and who asks for them. Found by [java.util.ServiceLoader]: a
/// jar that names its implementation in `META-INF/services/dev.duality.workloads.Workload` adds it.
///
/// Name, parameters, specification and script are all that has to be written; both sides are derived from them.
///
/// The shortest one is a counter that everybody adds to:
///
/// ```java
/// public final class Tally implements Workload {
///     static final Parameter<Long> OPERATIONS =
///             Parameter.integer("operations", "size of the whole job", "additions", 65_536, 1, 1 << 24);
///
///     public String name() {
///         return "tally";
///     }
///
///     public String description() {
///         return "a number that everybody adds to";
///     }
///
///     public List<Parameter<?>> parameters() {
///         return List.of(OPERATIONS);
///     }
///
///     public Specification specification(Setting setting) {
///         return new Total(); // see Specification
///     }
///
///     public Script script(Setting setting, int worker) {
///         Script.Builder script = Script.builder();
///         for (long i = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers()); i > 0; i--) {
///             script.add(0, i, 0);
///         }
///         return script.build();
///     }
///
///     public boolean commutes(Setting setting) {
///         return true; // a sum is the same in any order
///     }
/// }
/// ```
///
/// `docs/workload.md` goes through a whole one step by step.
public interface Workload {
    /// The name that users type: lower case letters, digits and `-`.
    String name();

    /// One line on what it is.
    String description();

    /// The parameters that users can set, in the order in which they are shown.
    default List<Parameter<?>> parameters() {
        return List.of();
    }

    /// The reason why values that are each within their bounds do not go together, in one line; empty if they do.
    default Optional<String> rejects(Values values) {
        return Optional.empty();
    }

    /// The longest payload that an operation takes or gives, in bytes.
    default int payloadBytes(Values values) {
        return 0;
    }

    /// A fresh state. Two of them that get the same operations give the same results.
    Specification specification(Setting setting);

    /// The operations that one worker asks for: its share of a job whose size does not depend on how many share it.
    /// @param worker 0 to [Setting#workers()] - 1
    Script script(Setting setting, int worker);

    /// Whether workers tell what to do and nobody reads what comes of it: all results are 0, and no reply has bytes.
    /// Then an owner behind messages is told, and owes no reply but for one of many that says so far all is done; in
    /// shared memory it is a result that nobody looks at.
    default boolean tells(Setting setting) {
        return false;
    }

    /// The number of operations that all workers ask for together. Counted by making all scripts, unless a workload
    /// knows it, as by [JobSplit#sum]: a plan of a large job need not have room for it.
    default long operations(Setting setting) {
        long operations = 0;
        for (int worker = 0; worker < setting.workers(); worker++) {
            operations += script(setting, worker).size();
        }
        return operations;
    }

    /// The steps of work that a worker does for itself before each operation of a closed loop or a job, the same on all
    /// sides, see [BusyWork]. They are part of the time that is shown: nothing is subtracted.
    default long thinkSteps(Setting setting) {
        return 0;
    }

    /// The sides that were written by hand.
    default List<Side> sides() {
        return List.of();
    }

    /// The sides that were written by hand, some of them over transports.
    /// @param transports those that there are; with fewer of them, the sides over the others are left out
    default List<Side> sides(List<Transport> transports) {
        return sides();
    }

    /// The part of a state that an operation belongs to, if states come apart: then several owners can share the work,
    /// each with a specification of its own, and the digests of the parts add up to the digest of the whole.
    /// @return 0 or more; the same key, the same part
    default int partition(int kind, long a, long b) {
        return 0;
    }

    /// Whether operations with different [#partition] keys never touch the same state.
    default boolean partitioned() {
        return false;
    }

    /// Whether the final state is the same in whatever order the operations of different workers happen.
    default boolean commutes(Setting setting) {
        return false;
    }

    /// Whether all that operations answer adds up to the same in whatever order those of different workers happen:
    /// their results and, see [dev.duality.shm.Payload#sum], the bytes of their replies. Only where [#commutes] holds,
    /// too.
    default boolean answersAddUp(Setting setting) {
        return false;
    }

    /// The lines of a state that its operations touch, for machines that are simulated. Without it none of the derived
    /// sides runs there: what they do to their state would take no time.
    default Optional<Footprint> footprint(Setting setting) {
        return Optional.empty();
    }

    /// The reason why a script that is gone through again changes the state less often than the first time, in one
    /// line; empty if it does not. A load is many passes: an operation that means nothing the second time measures
    /// nothing.
    default Optional<String> settles(Setting setting) {
        return Optional.empty();
    }

    /// The model to which the calls of several workers at once are linearizable: the specification, payloads and all. A
    /// workload whose state keeps much that answers show late or never says here what is compared instead.
    default Model<?, Operation> model(Setting setting) {
        return SpecificationModel.of(this, setting);
    }

    /// The counts of its kernels that are what it is about, and what tables call them.
    default List<ShownCount> figures() {
        return List.of();
    }

    /// An invariant of the state after several workers have run their scripts at once, beyond the digest.
    /// @return what does not hold, in one line; empty if all does
    default Optional<String> violation(FinalState finalState) {
        return Optional.empty();
    }

    /// An invariant of the state after a load of several workers, beyond the digest, when no answers were written down.
    /// Where neither this nor [#commutes] says anything, what was measured cannot be checked, and several workers get
    /// no row.
    default Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return Optional.empty();
    }
}
