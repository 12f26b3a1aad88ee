// SPDX-License-Identifier: Apache-2.0

/// The facts that have to be known to measure one cell, and their one text. Start at [dev.duality.jmh.cell.CellSpec].
///
/// A cell's way from the command line to the kernel that is measured, through twelve files. Whoever follows a setting,
/// such as `wait` or `window`, reads these:
/// 1. `cli.RunCommand` reads the options; those that other commands have, too, such as `--workers`, are in
///    `cli.KernelOptions` and `cli.Selection`.
/// 2. `plan.Request` is what they ask for, of most fields several, and gives a side its settings: threads, waits and
///    windows, of what the side has a choice of.
/// 3. `plan.Planner` multiplies them out, workload by workload and side by side.
/// 4. `plan.Plan` makes a draft of each: a [dev.duality.jmh.cell.CellSpec], and the `results.Cell` that stands for it
///    in `run.json`, with its id. It puts the forks of all cells in order.
/// 5. [dev.duality.jmh.cell.CellSpec] is the cell itself, which all that follow pass on, and its text.
/// 6. `run.Execution` takes the forks in turn.
/// 7. `fork.Forker` starts a JVM, and hands it the order as a file.
/// 8. `fork.ForkOrder` is that order and that file, in which the cell is its text.
/// 9. `fork.ForkMain` reads it in the new JVM.
/// 10. `load.KernelFixture` is the cell, opened: workload, side, setting, and the CPUs of its threads.
/// 11. `ClosedLoad` gives the text to JMH as the parameter `cell`; open loop and job take the fixture, in `load`.
/// 12. `KernelBenchmark` takes the fixture from the `ClosedLoad`, and leaves its notes there.
///
/// Three more files lead to the field in `run.json`, which is written before the first fork: `plan.Plan` puts its cells
/// into a `results.Run`, `results.folder.RunFolder` keeps it, and `results.folder.RunJson` gives each component its
/// name. No setting climbs: the command has begun that run without cells, and hands the plan on as it is, to be shown,
/// kept and carried out. What was measured climbs once: `fork.ForkMain` answers with a `fork.ForkReport`, by
/// `fork.ForkJson`, and `run.Execution` makes a record of the cell's id of it; no setting is in that.
///
/// Where no wait or window is typed, `plan.Preset` and its `plan.Part` say which are taken. The cell's text is written
/// and read by [dev.duality.jmh.cell.Pairs]. `fork.Forks` tells `run.Execution` and `fork.Forker` apart for tests, and
/// what a window does is in `load.WorkerLoop`.
///
/// Two records are vocabulary, and not counted: `workloads.Setting`, with which a side is opened, and `results.Cell`,
/// the components of which are the fields.
package dev.duality.jmh.cell;
