// SPDX-License-Identifier: Apache-2.0

/// What can go wrong around a run, each fault really done: processes are killed, disks are full, code throws and hangs.
package dev.duality.jmh.fault;
