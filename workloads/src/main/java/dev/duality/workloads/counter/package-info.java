// SPDX-License-Identifier: Apache-2.0

/// The workload `counter`: one number that everybody adds to. Where nobody asks for the value, additions commute, and
/// shared memory need not move a line: the negative control of the whole comparison.
package dev.duality.workloads.counter;
