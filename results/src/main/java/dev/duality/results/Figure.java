// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// A named number that a kernel counted beside its operations.
///
/// @param name such as `hit ratio` or [#FAILED_POLLS]
/// @param value what one fork counted; each fork of a cell counts the same figures
/// @param unit [#PER_OP], [#PERCENT], or any other unit in words; empty for a plain number
/// @param shown whether it is what the workload is about, so that the table shows it and not only the files
public record Figure(String name, double value, String unit, boolean shown) {
    /// Polls that found nothing; they are not operations. The table has a column for them.
    public static final String FAILED_POLLS = "failed polls";

    /// Processor time an operation that the pacing of an open loop took: the load's, and no part of what its row costs.
    public static final String PACING = "pacing CPU-ns";

    /// The time before an operation is due at which an open loop no longer sleeps, as it was measured.
    public static final String SLACK = "pacing slack";

    /// Operations that were late because the open loop overslept them.
    public static final String OVERSLEPT = "overslept";

    /// Of an open loop with bounded queues, the share of what arrived that found them full.
    public static final String REFUSED = "refused";

    /// Likewise how long after the overload the queues were empty again, of the worker where that took longest.
    public static final String RECOVERY = "recovery";

    /// Of a closed loop of several workers, Jain's index of their operations: 1 where all did the same.
    public static final String JAIN = "Jain's index";

    /// Likewise the longest time that a worker took for a batch of 64 operations: it waited for one of them at most so
    /// long.
    public static final String LONGEST_WAIT = "longest wait";

    /// Likewise the share of its time in which one worker got on and no other: a monopoly.
    public static final String ALONE = "alone";

    /// Likewise how many operations a worker did, with its number from 1 behind it.
    public static final String OF_WORKER = "operations of worker ";

    /// Of a cold start, the time that the first operation of a worker took.
    public static final String FIRST_OPERATION = "first operation";

    /// Likewise how many operations a worker had done before it was within a tenth of its steady state.
    public static final String UNTIL_STEADY = "until steady";

    /// The milliseconds, of all cores together, that the quota of a control group kept from the process of a load.
    public static final String THROTTLED = "throttled";

    /// Of a row whose garbage collector was named, the collections that ended while it was measured.
    public static final String COLLECTIONS = "collections";

    /// Likewise the time from the beginning of each to its end, in which threads may have gone on.
    public static final String COLLECTING = "collecting";

    /// Of a row with a neighbour, the bytes that this copied in a nanosecond; each is read once and written once.
    public static final String NEIGHBOUR = "neighbour";

    public static final String PER_OP = "/op";
    public static final String PERCENT = "%";

    public Figure {
        Require.text("name of a figure", name);
        Require.number("figure " + name, value);
        Require.anyText("unit of a figure", unit);
    }

    /// A count per operation that the files keep and the table leaves out.
    public static Figure perOp(String name, double value) {
        return new Figure(name, value, PER_OP, false);
    }

    /// A figure of the workload's own: the table shows it.
    public static Figure shown(String name, double value, String unit) {
        return new Figure(name, value, unit, true);
    }
}
