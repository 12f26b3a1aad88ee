// SPDX-License-Identifier: Apache-2.0

/// Three small structures of shared memory, each beside a copy of which one step has been made weaker, and a program
/// that tries everything that may come of it. Start at [org.example.weakening.Outcomes].
///
/// - A *step* is one access to a word of the memory that two actors share.
/// - An *actor* is one of two threads, as a piece of code that ends by itself and says what it saw.
/// - The *memory* carries out the loads of an actor in the order of its code. Its stores wait in a buffer of the
///   actor's own, and reach the other actor later: in any order, but not before an earlier store to the same word, and
///   a release not before any earlier store.
/// - An *outcome* is what both actors saw; an *execution* is one order of all steps and all arrivals.
package org.example.weakening;
