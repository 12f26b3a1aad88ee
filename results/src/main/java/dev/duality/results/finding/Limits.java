// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

/// Every threshold behind a grade, in one place. The rules are those of MEASURING.md.
public final class Limits {
    /// Rule 18: a floor that moves by more than this share of its median means that the machine was not quiet.
    public static final double FLOOR_DRIFT = 0.20;

    /// Rule 22: a value better than the floor allows, by more than this share, means a broken benchmark.
    public static final double BETTER_THAN_FLOOR = 0.10;

    /// Rule 9: a rate is missed below this share of its target. A schedule that ends in one hiccup of 10 ms after a
    /// second still meets it; one that a substrate cannot follow falls behind further the longer it lasts.
    public static final double RATE_MET = 0.99;

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
