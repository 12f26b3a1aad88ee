// SPDX-License-Identifier: Apache-2.0

/// The description of a structure, for whoever tests or explores it without knowing it. Start at
/// [dev.duality.shm.structure.Structure].
///
/// - A *party* makes calls, one at a time; each has one end, of one *view* of the structure's bytes.
/// - A *shape* is what a structure is made for: how many parties, how much it holds, how long a payload may be.
package dev.duality.shm.structure;
