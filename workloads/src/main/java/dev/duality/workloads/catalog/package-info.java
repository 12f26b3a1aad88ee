// SPDX-License-Identifier: Apache-2.0

/// The catalogue of what can be measured: the workloads on the class path, and the sides of each.
package dev.duality.workloads.catalog;
