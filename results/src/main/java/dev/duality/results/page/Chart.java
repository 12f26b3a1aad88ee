// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import tools.jackson.databind.node.ObjectNode;

/// One chart: what `page.js` draws, and what is said of it.
///
/// @param kind which function of `page.js` draws it
/// @param title what it shows
/// @param rows how many rows high it is, for kinds that list them; else 0
/// @param data what is drawn
record Chart(String kind, String title, int rows, ObjectNode data) {}
