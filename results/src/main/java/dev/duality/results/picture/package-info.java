// SPDX-License-Identifier: Apache-2.0

/// The page's charts as pictures that stand by themselves, in SVG. Start at [dev.duality.results.picture.Picture].
/// - They draw the same data as the page, in its colours and with its signs.
/// - Only what draws needs fonts; what a picture is drawn from can be compared without.
package dev.duality.results.picture;
