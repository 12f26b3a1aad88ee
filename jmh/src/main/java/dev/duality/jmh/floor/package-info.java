// SPDX-License-Identifier: Apache-2.0

/// The floor: what it costs to move one cache line to another core and back, with nothing else around it.
///
/// - `PingPong` is the loop, in four forms.
/// - `FloorCheck` looks at all forms before, between and after the cells of a run: row 0 of the tables.
/// - `FloorProbe` looks for milliseconds before and after each load of a fork: which regime did it run in?
/// - `dev.duality.jmh.FloorBenchmark` is the same for whoever has plain JMH.
package dev.duality.jmh.floor;
