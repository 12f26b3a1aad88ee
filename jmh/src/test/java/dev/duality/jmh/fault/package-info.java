// SPDX-License-Identifier: Apache-2.0

/// Faults around a run, each really done: processes are killed, disks are full, code throws and hangs.
package dev.duality.jmh.fault;
