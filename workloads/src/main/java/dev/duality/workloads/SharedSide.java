// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Contract;

/// A side in shared memory: workers and, where there are any, servers speak by loads and stores. What is left to write
/// is [#open]; the kernel it gives is most often a [SharedKernel], its callers [DirectCaller]s:
///
/// ```java
/// final class WordSide extends SharedSide {
///     WordSide() {
///         super("lockfree", "one shared word and the processor's atomic add");
///     }
///
///     public Kernel open(Setting setting) {
///         RegionLayout layout = new RegionLayout();
///         long word = layout.word("counter");
///         return new WordKernel(setting, setting.region(layout), word);
///     }
/// }
/// ```
public abstract class SharedSide implements Side {
    private final String algorithm;
    private final String description;

    /// @param algorithm what users call it behind `shm:`
    /// @param description one line on how it works
    protected SharedSide(String algorithm, String description) {
        this.algorithm = algorithm;
        this.description = description;
    }

    @Override
    public final String substrate() {
        return "shm:" + algorithm;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Contract contract() {
        return Contract.SHARED;
    }
}
