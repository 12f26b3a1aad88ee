// SPDX-License-Identifier: Apache-2.0

/// A run in each of its formats. Start at [dev.duality.results.report.Report].
package dev.duality.results.report;
