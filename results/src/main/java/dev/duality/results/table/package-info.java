// SPDX-License-Identifier: Apache-2.0

/// Findings on paper: text for a terminal, Markdown, CSV and JSON. Start at [dev.duality.results.table.Table], which
/// all of them are made of, and the page too.
/// - A **line** of the table is the floor, or a row at one rate of its open loop.
/// - A **section** is a group of columns that belong together, such as the latencies.
/// - What does not fit beside the other sections stands in a table of its own below, under the same names.
/// - A **field** is one named value of a row in the files, where nothing is rounded.
package dev.duality.results.table;
