// SPDX-License-Identifier: Apache-2.0

/// Charts as data; [dev.duality.results.picture] draws them, for the page and for files. Start at
/// [dev.duality.results.chart.Charts].
package dev.duality.results.chart;
