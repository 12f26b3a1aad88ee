// SPDX-License-Identifier: Apache-2.0

/// A run as one page for a browser, which needs no network and nothing beside itself. Start at
/// [dev.duality.results.page.Page].
/// - All that can be read stands in the page as plain markup, and is there without scripts. Scripts draw the charts,
///   filter the rows, and open the row that the address names.
/// - A run may come from anybody. Its texts become markup in [dev.duality.results.page.Html] alone, and data of the
///   charts in [dev.duality.results.chart.Charts] alone; and the page's policy lets no script run but the two that are
///   ours.
/// - The page is ASCII, so that it is the same in whatever encoding it is written.
package dev.duality.results.page;
