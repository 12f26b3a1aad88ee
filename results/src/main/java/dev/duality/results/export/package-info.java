// SPDX-License-Identifier: Apache-2.0

/// A run in the files that other people's tools read. Start at [dev.duality.results.export.Export].
/// - A *distribution* is HdrHistogram's table of percentiles, `.hgrm`, which its plotter reads.
package dev.duality.results.export;
