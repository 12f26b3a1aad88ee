// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Region;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// A kernel over one region. As it stands it has no servers: workers do everything themselves.
public abstract class SharedKernel implements Kernel {
    /// The memory that all workers share.
    protected final Region region;

    /// @param region freed with the kernel
    protected SharedKernel(Region region) {
        this.region = region;
    }

    @Override
    public void start(ThreadFactory factory) {}

    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public void close() {
        region.close();
    }
}
