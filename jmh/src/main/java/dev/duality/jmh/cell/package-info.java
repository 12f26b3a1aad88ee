// SPDX-License-Identifier: Apache-2.0

/// The facts that have to be known to measure one cell, and their one text. Start at [dev.duality.jmh.cell.CellSpec].
///
/// A cell's way from the command line to `run.json`:
/// 1. `cli.RunCommand` reads the options, into a `plan.Request`: of most fields several.
/// 2. `plan.Planner` multiplies them out, and asks each workload and side what it has a choice of.
/// 3. `plan.Draft` is one of the products: a [dev.duality.jmh.cell.CellSpec], and the `results.Cell` that stands for it
///    in `run.json`.
/// 4. `run.Execution` takes the forks in turn.
/// 5. `fork.Forker` starts a JVM, and hands it a `fork.ForkOrder` as a file, in which the cell is its text.
/// 6. `fork.ForkMain` reads it in the new JVM.
/// 7. `load.KernelFixture` is the cell, opened: workload, side, setting, and the CPUs of its threads.
/// 8. `load.ClosedLoad` gives the text to JMH as the parameter `cell`; open loop and job stand beside it.
/// 9. `KernelBenchmark` takes the fixture from `load.HandOver`, and leaves its notes there.
/// 10. `run.Execution` gets the fork's `fork.ForkReport` as a file, and makes a record of the cell's id of it.
/// 11. `results.folder.RunFolder` writes that into `run.json`.
package dev.duality.jmh.cell;
