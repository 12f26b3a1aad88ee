// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Payload;

/// A caller whose calls happen on the spot: what is issued is complete at once. For shared sides without a server.
public abstract class DirectCaller implements Caller {
    private final int[] slots;
    private final long[] results;
    private int count;

    /// @param setting whose window says how many operations can be issued before they are looked at
    protected DirectCaller(Setting setting) {
        slots = new int[setting.window()];
        results = new long[setting.window()];
    }

    @Override
    public final boolean issue(int slot, int kind, long a, long b, Payload payload) {
        if (count == slots.length) {
            return false;
        }
        results[count] = call(kind, a, b, payload);
        slots[count++] = slot;
        return true;
    }

    @Override
    public final int complete(Completions completions) {
        int completed = count;
        count = 0;
        for (int i = 0; i < completed; i++) {
            completions.completed(slots[i], results[i]);
        }
        return completed;
    }

    @Override
    public final void idle(int attempt) {
        Thread.onSpinWait(); // nothing is ever under way, so nobody waits here for long
    }
}
