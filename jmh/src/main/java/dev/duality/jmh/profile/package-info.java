// SPDX-License-Identifier: Apache-2.0

/// Profilers of others at work in our forks. Start at [dev.duality.jmh.profile.Profiler].
/// - A run is *profiled* if its forks were started with the flag of a profiler. Its figures say so, for a profiler
/// costs.
/// - A *profile* is the file that one fork's profiler leaves.
package dev.duality.jmh.profile;
