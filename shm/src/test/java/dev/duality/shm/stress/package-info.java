// SPDX-License-Identifier: Apache-2.0

/// The parts that stress tests of structures over shared memory are made from. Start at
/// [dev.duality.shm.stress.StressMain].
///
/// - A *stress test* races two actors over one structure, many million times, and knows the story of each outcome.
/// - Its *twin* is the same test with a rule broken. It must be caught: a test that cannot see its bug is not counted.
/// - A *broken region* is memory that forgets one rule. Each actor has a view of its own onto the memory that both
///   share, so it is one thread's. It does what a weakly ordered machine may do to a program that forgot the rule, so
///   that the twin is caught on a strongly ordered machine, too.
package dev.duality.shm.stress;
