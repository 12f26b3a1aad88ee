// SPDX-License-Identifier: Apache-2.0

/// What there is to measure: the workloads on the class path, and the sides of each.
package dev.duality.workloads.catalog;
