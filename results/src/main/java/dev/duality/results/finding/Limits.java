// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

/// Every threshold behind a grade, in one place. The rules are those of docs/measuring.md.
public final class Limits {
    /// Rule 22: a value better than the floor allows, by more than this share, means a broken benchmark.
    public static final double BETTER_THAN_FLOOR = 0.10;

    /// Rules 9 and 33: a rate is missed where operations were issued later, all through the last tenth, than this share
    /// of the time that it lasted: a substrate that cannot follow falls behind further the longer it lasts. One stall
    /// is made up for again.
    public static final double BEHIND = 0.01;

    /// A backlog of less is no missed rate, however short the loop.
    public static final long LEAST_BEHIND_NANOS = 1_000_000;

    /// Forks of a row that lie further apart than this, the highest over the lowest, cost a letter. Two floors that far
    /// apart are two machines to us, and JVMs of one cell differ by a few percent: such forks did not measure the same
    /// thing, whatever the probes say.
    public static final double FORKS_APART = Regimes.APART;

    /// Rule 31: the rate of a job and that of the closed loop are the same operations; further apart than this, the row
    /// says so.
    public static final double JOB_APART = 1.2;

    /// Rule 16: from p99 on, so many disjoint stretches of each fork hold the values beyond it. Below p99 such
    /// stretches run into each other at any rate, and the count alone decides.
    public static final int STRETCHES = 10;

    /// Quiet, of three: the share of our cores' time that the hypervisor may give to others.
    public static final double QUIET_STEAL_SHARE = 0.01;

    /// Quiet, of three: how often a second a core may be taken from each of our threads. Two spinning threads of a JVM
    /// on two otherwise idle cores see 30 to 40, mostly by threads of that JVM; beside a compiler they see 110 and
    /// more.
    public static final double QUIET_INVOLUNTARY_SWITCHES_PER_SECOND = 100;

    /// Quiet, of three: the share of our cores that other processes may keep busy.
    public static final double QUIET_OTHERS_SHARE = 0.05;

    /// Warm-up is proved if the two halves of the measured iterations differ by no more than this share.
    public static final double STEADY = 0.10;

    private Limits() {}
}
