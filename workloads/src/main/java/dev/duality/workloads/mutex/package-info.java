// SPDX-License-Identifier: Apache-2.0

/// A critical section that one at a time may enter. Start at [dev.duality.workloads.mutex.MutexWorkload].
///
/// - To *enter* is to have been *granted* the section; who is *inside* holds it until it *leaves*.
package dev.duality.workloads.mutex;
