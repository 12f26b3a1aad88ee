// SPDX-License-Identifier: Apache-2.0

/// The kit that tests workloads, here and of whoever writes one. Start at
/// [dev.duality.workloads.contract.WorkloadContract].
package dev.duality.workloads.contract;
