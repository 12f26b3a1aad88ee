// SPDX-License-Identifier: Apache-2.0

/// Baselines: the queues of others, and ours, driven by hand. Is a row the cost of messages, or of our code? Start at
/// [dev.duality.baselines.RoundTripWorkload] and [dev.duality.baselines.OneWayWorkload], which the ordinary planner,
/// forks, tables and ratios know as they know every workload.
///
/// - A *baseline* is a queue by its name, a substrate `by-hand:NAME` of both workloads.
/// - A *queue adapter* is one way from one thread to another, written as somebody would who has the library and nothing
///   of ours. A round trip takes two, one way takes one.
/// - A payload has its *number* in every line. A sender numbers from 1; the sum of what was received whole is the
///   state, so that a queue that loses, repeats or tears has no row.
package dev.duality.baselines;
