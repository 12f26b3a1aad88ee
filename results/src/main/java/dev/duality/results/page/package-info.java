// SPDX-License-Identifier: Apache-2.0

/// A run as one page for a browser, which needs no network and nothing beside itself. Start at
/// [dev.duality.results.page.Page].
/// - `page.html` is the page, `row.html` a row of it and `table.html` a table: what they show has their names in
///   [dev.duality.results.page.PageView]. The charts are drawn beforehand, by [dev.duality.results.picture.Drawing].
/// - All that can be read stands in the page as plain markup, and is there without scripts. The script filters the
///   rows, opens the row that the address names, and shows at a touch what a mark stands for.
/// - A run may come from anybody. Its texts become markup in [dev.duality.results.chart.Markup] alone; and the page's
///   policy lets no script run but ours.
/// - The page is ASCII, so that it is the same in whatever encoding it is written.
package dev.duality.results.page;
