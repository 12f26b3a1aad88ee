// SPDX-License-Identifier: Apache-2.0

/// workloads
package dev.duality.workloads;
