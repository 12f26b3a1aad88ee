// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import tools.jackson.databind.node.ObjectNode;

/// One chart, for whoever draws it.
///
/// @param kind how it is drawn: `gaps`, `latency`, `rates`, `speedup`, `laws`, `waits`, `waterfall` or `crossover`
/// @param title what it shows
/// @param rows how many rows high it is, for kinds that list them; else 0
/// @param data what is drawn
public record Chart(String kind, String title, int rows, ObjectNode data) {}
