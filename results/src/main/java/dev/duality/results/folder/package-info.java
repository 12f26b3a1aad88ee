// SPDX-License-Identifier: Apache-2.0

/// A run on disk. Start at [dev.duality.results.folder.RunFolder].
///
///     2026-11-22T11-05-33/
///         run.json          plan, machine, floors, one record per cell and fork; its `schema` names the layout
///         histograms/       latencies in nanoseconds, one `.hlog` per open loop and fork
///         forks/            what else a fork left: JMH's own JSON, logs
///         profiles/         only of a run that was profiled: one `.jfr` or `.html` per cell and fork
///
/// - Every file is written beside its place, forced to the disk and moved there in one step, so whatever is killed
///   whenever leaves the old file or the new one. `run.json` is written last: what it names is there.
/// - Runs come from other people too: names that leave the folder, types by class name, sizes without end are refused.
package dev.duality.results.folder;
