// SPDX-License-Identifier: Apache-2.0

/// Charts, whoever draws them: the page in a browser, and pictures. Start at [dev.duality.results.chart.Charts].
package dev.duality.results.chart;
