// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// A count of a workload's kernels that is what the workload is about: tables show it as a share of the operations, in
/// percent. All other counts are kept per operation, in the files of a run.
///
/// @param count the kernels' name for it, see [Kernel#counts]
/// @param name what tables call the share, such as `hit ratio`
/// @param ofFirstPass whether it means something in the first pass over the script alone, from a state that is new:
///     then a load that goes round and round shows what the job counted in that pass
public record ShownCount(String count, String name, boolean ofFirstPass) {
    public ShownCount {
        if (count.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "count is \"" + count + "\" and name is \"" + name + "\", but neither may be empty");
        }
    }
}
