// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

/// How client caches are kept consistent.
enum Rule {
    /// Clients have no cache.
    NONE,
    /// Versions, write-back by the last writer, and no caching while a file is write-shared.
    SPRITE,
    /// Who holds a file's token may cache it: many may read, or one may write.
    TOKEN,
    /// Clients ask now and then whether their copy is still good, and write through.
    POLLING,
    /// Everybody caches, and nobody looks after it: what caching costs without consistency. No protocol.
    FREE
}
