// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import java.util.List;
import java.util.OptionalInt;

/// The affinity where nothing can be pinned.
/// @param reason why, as the end of a sentence
public record NoAffinity(String reason) implements Affinity {
    @Override
    public List<Integer> allowed() {
        return List.of();
    }

    @Override
    public Pinning pin(int cpu) {
        LinuxAffinity.check(cpu);
        return new Pinning.Unpinned(reason);
    }

    @Override
    public void release() {}

    @Override
    public OptionalInt current() {
        return OptionalInt.empty();
    }
}
