// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

/// Takes references, in their order.
@FunctionalInterface
public interface References {
    /// @param file any number; the same one, the same file
    /// @param block any number; the same one in the same file, the same block
    void add(Reference kind, long file, long block);
}
