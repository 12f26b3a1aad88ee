// SPDX-License-Identifier: Apache-2.0

/// Plays in virtual time as users ask for them: by names and values, one or thousands, and what is left of a failure
/// when all that does not matter is taken away.
///
/// - A *scenario* is one play with everything that decides how it goes; it is a command line or a file.
/// - An *exploration* draws scenarios from seeds, for as long as somebody likes.
/// - *Shrinking* leaves faults out of a failing scenario's schedule until each that is left matters.
package dev.duality.simulation.explore;
