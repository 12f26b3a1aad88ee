// SPDX-License-Identifier: Apache-2.0

/// A program that runs away from its home, in virtual time, while messages are lost and the home reboots, for the
/// workload `transparency`, see [dev.duality.workloads.transparency]. Start at `HomeProtocol`.
///
/// - A *host* runs one program, and handles its calls itself or has the *home* handle them.
/// - The home has a *boot* number; what it *holds* for a program is gone when it reboots.
/// - The program of a host is told of a reboot only by [dev.duality.workloads.transparency.CallError#LOST], and only if
///   the home held something for it.
package dev.duality.simulation.transparency;
