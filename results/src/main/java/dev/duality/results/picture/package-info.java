// SPDX-License-Identifier: Apache-2.0

/// Charts in SVG: the one place where they are drawn, for the page and for files that stand by themselves. Start at
/// [dev.duality.results.picture.Drawing].
/// - Nothing is measured by a font: the same chart gives the same bytes on every machine.
/// - Whatever a mark stands for is its title, which a browser shows beside the pointer.
package dev.duality.results.picture;
