// SPDX-License-Identifier: Apache-2.0

/// What workloads are tested with, here and by whoever writes one. Start at
/// [dev.duality.workloads.contract.WorkloadContract].
package dev.duality.workloads.contract;
