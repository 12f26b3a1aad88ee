// SPDX-License-Identifier: Apache-2.0

/// A soak: kernels of all kinds, opened at random and verified, for as long as somebody likes. Nothing is timed.
///
/// - A *trial* is one kernel with what it is opened with, drawn from a seed; the same seed, the same trials.
/// - Its *outcome* is what verification said, or that it never said anything.
package dev.duality.jmh.soak;
