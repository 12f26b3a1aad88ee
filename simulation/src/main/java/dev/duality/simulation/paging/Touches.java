// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.shm.SplitMix64;
import java.util.SplittableRandom;

/// The touches of the process of a host, one by one: the same for the same seed, wherever it begins.
final class Touches {
    private static final double SKEW = 2; // page n of N is drawn by N times a share to this power

    private final PagingPlan plan;
    private final SplittableRandom random;
    private long number; // of touches drawn
    private int page;
    private boolean write;

    /// @param done how many were done before, which are left out
    Touches(PagingPlan plan, int host, long done) {
        this.plan = plan;
        this.random = new SplittableRandom(SplitMix64.of(plan.seed(), host));
        while (number < done) {
            next();
        }
    }

    /// Goes on to the next touch.
    void next() {
        if (number % plan.run() == 0) {
            page = plan.inOrder()
                    ? (int) (number / plan.run() % plan.pages())
                    : (int) (plan.pages() * StrictMath.pow(random.nextDouble(), SKEW));
        }
        write = random.nextInt(100) < plan.writesPercent();
        number++;
    }

    /// The number of this touch, from 1: what it stores, if it does.
    long number() {
        return number;
    }

    int page() {
        return page;
    }

    boolean isWrite() {
        return write;
    }

    /// Whether the process forks before this touch.
    boolean forks() {
        return plan.forkEvery() > 0 && number % plan.forkEvery() == plan.forkEvery() / 2;
    }

    /// Whether the child ends before this touch, if there is one.
    boolean ends() {
        return plan.forkEvery() > 0 && number % plan.forkEvery() == 0;
    }

    /// Whether the child does it, if there is one: both take turns.
    boolean isOfChild() {
        return number % 2 == 1;
    }
}
