// SPDX-License-Identifier: Apache-2.0

/// The facts that have to be known to measure one cell, and their one text. Start at [dev.duality.jmh.cell.CellSpec].
///
/// A cell's way from the command line to `run.json`, through the files that decide something:
/// 1. `cli.RunCommand` reads the options, into a `plan.Request`: of most fields several.
/// 2. `plan.Planner` multiplies them out, workload by workload and side by side.
/// 3. `plan.Request` gives it the settings of a side: threads, waits and windows, of what the side has a choice of.
/// 4. `plan.Plan` makes a draft of each: a [dev.duality.jmh.cell.CellSpec], and the `results.Cell` that stands for it
///    in `run.json`, with its id. It puts the forks of all cells in order.
/// 5. `run.Execution` takes the forks in turn.
/// 6. `fork.Forker` starts a JVM, and hands it a `fork.ForkOrder` as a file, in which the cell is its text.
/// 7. `fork.ForkMain` reads it in the new JVM.
/// 8. `load.KernelFixture` is the cell, opened: workload, side, setting, and the CPUs of its threads.
/// 9. `load.ClosedLoad` gives the text to JMH as the parameter `cell`; open loop and job stand beside it.
/// 10. `KernelBenchmark` takes the fixture from `load.HandOver`, and leaves its notes there.
/// 11. `run.Execution` gets the fork's `fork.ForkReport` as a file, makes a record of the cell's id of it, and
///     `results.folder.RunFolder` writes that into `run.json`.
///
/// Eight files only carry it from one of these to the next: `cli.Selection` and `cli.KernelOptions`, the options;
/// [dev.duality.jmh.cell.CellSpec] itself; `fork.ForkOrder`, with its form as a file;
/// `load.HandOver`, since JMH makes the benchmark's object; `fork.ForkReport` and its form, `fork.ForkJson`; and
/// `results.folder.RunJson`, the form of `run.json`. `Execution` is passed twice.
package dev.duality.jmh.cell;
