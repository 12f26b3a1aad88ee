// SPDX-License-Identifier: Apache-2.0

/// The effect of more threads on a job, held against the laws that say how it should go. Start at
/// [dev.duality.results.laws.Laws].
/// - A **series** is one program at several n, each measured once or more; n is the threads that share the work, or the
///   mean of how many did. Servers take cores, too: a point's **threads** count them.
/// - **S_n** is the speedup: the time of the base over the time at n. The base is the plain program in one thread,
///   where that was measured, else the series' own n = 1.
/// - **s** is Amdahl's serial part, **e** the serial part by Karp and Flatt, from one n alone; **alpha** and **beta**
///   are the USL's contention and coherence, and **n\*** is where its throughput is highest. Under the USL e is
///   alpha + beta n, so a slope of e is overhead that grows, and a negative e is superlinear.
/// - A law is fitted to points whose threads have a core each, four of them or more; else it is **inconclusive**, with
///   the reason. What the interval leaves open by a factor is inconclusive, too: it is no number.
package dev.duality.results.laws;
