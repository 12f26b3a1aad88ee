// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.Optional;

/// The promises of a substrate, in the words of docs/measuring.md rule 3. A term that does not apply to it is [#NONE]:
/// a shared counter has no queue, so it is neither bounded nor unbounded, and nothing is copied. Terms are compared
/// where both sides have one.
///
/// @param producers how many threads may use one sending end: `one`, `many`, or [#NONE]
/// @param consumers how many threads may use one receiving end: `one`, `many`, or [#NONE]
/// @param bounded `bounded` if it refuses or waits when full, `unbounded` if it grows, or [#NONE]; [#WITHOUT_BOUND] of
///     state that may grow where others must make room
/// @param ordered `fifo`, `fifo per producer`, `unordered`, or [#NONE]
/// @param durable `durable` if what was sent is kept in a file, else `volatile`; see [#durableOn]
/// @param copies `copies` if the payload is copied in or out, `hands over` if a reference passes, or [#NONE]
/// @param atomic `whole` if others see an operation done or not done, `by parts` if they may see some of it; [#ALONE]
///     if there may be no others
/// @param reach how far apart the two ends may be: `threads`, `processes`, `hosts`, or the `ranks` of a job
public record ContractRecord(
        String producers,
        String consumers,
        String bounded,
        String ordered,
        String durable,
        String copies,
        String atomic,
        String reach) {
    /// The term does not apply.
    public static final String NONE = "n/a";

    /// The state takes as much memory as there is, where the workload bounds it.
    public static final String WITHOUT_BOUND = "memory without bound";

    public static final String WHOLE = "whole";
    public static final String BY_PARTS = "by parts";

    /// One worker has the state to itself, and what it does need not be seen by anybody.
    public static final String ALONE = "alone";

    public ContractRecord {
        Require.text("contract.producers", producers);
        Require.text("contract.consumers", consumers);
        Require.text("contract.bounded", bounded);
        Require.text("contract.ordered", ordered);
        Require.text("contract.durable", durable);
        Require.text("contract.copies", copies);
        Require.text("contract.atomic", atomic);
        Require.text("contract.reach", reach);
    }

    private static final String ON_DISK = "durable, on ";

    /// The answer for something kept in a file that does not lie in memory.
    /// @param fileSystem its type, such as `ext4`
    public static String durableOn(String fileSystem) {
        return ON_DISK + fileSystem;
    }

    /// The type of the file system on which what was sent is kept, unless that is memory: such a row shows the disk,
    /// too.
    public Optional<String> disk() {
        return durable.startsWith(ON_DISK) ? Optional.of(durable.substring(ON_DISK.length())) : Optional.empty();
    }

    /// State that all threads of one process touch in place, without any queue.
    /// @param atomic [#WHOLE] or [#BY_PARTS]
    public static ContractRecord sharedState(String atomic) {
        return sharedState(NONE, atomic);
    }

    /// The same, where the state has a bound, or none.
    /// @param bounded [#NONE] or [#WITHOUT_BOUND]
    public static ContractRecord sharedState(String bounded, String atomic) {
        return new ContractRecord(NONE, NONE, bounded, NONE, "volatile", NONE, atomic, "threads");
    }
}
