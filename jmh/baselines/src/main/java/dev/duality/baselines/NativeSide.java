// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.jmh.plan.RivalNames;
import dev.duality.jmh.profile.Gcc;
import dev.duality.messaging.Contract;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Both threads in C: what the two cores can do without a JVM's code between them.
///
/// @param oneWord whether question and answer have the same word, or one each
record NativeSide(boolean oneWord) implements Side {
    @Override
    public String substrate() {
        return RivalNames.BY_HAND + (oneWord ? "c-one-word" : "c-two-words");
    }

    @Override
    public String description() {
        return oneWord
                ? "both threads in C, by gcc, one word for both ways"
                : "both threads in C, by gcc, a word and a place each way";
    }

    @Override
    public Contract contract() {
        return Baseline.LINE.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return Gcc.unavailable();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (setting.workers() > 1) {
            return Optional.of(substrate() + " is between two threads; use 1 worker");
        }
        if (setting.window() > 1) {
            return Optional.of(substrate() + " has no window; use a window of 1");
        }
        if (oneWord && setting.payloadBytes() > 0) {
            return Optional.of(substrate() + " carries a number; use payload=8, or by-hand:c-two-words");
        }
        return waits().contains(setting.waiting().kind()) && setting.waiting().isUsual()
                ? Optional.empty()
                : Optional.of(substrate() + " waits by spin or by pause");
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return EnumSet.of(WaitStrategy.Kind.PAUSE, WaitStrategy.Kind.SPIN);
    }

    @Override
    public int servers(Setting setting) {
        return 1;
    }

    @Override
    public int lineTransfers() {
        return 2;
    }

    @Override
    public Kernel open(Setting setting) {
        return new NativeKernel(setting, oneWord);
    }
}
