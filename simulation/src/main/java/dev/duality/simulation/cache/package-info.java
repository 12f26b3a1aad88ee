// SPDX-License-Identifier: Apache-2.0

/// Client caches in front of a file server, in virtual time, and four ways to keep them consistent. Start at
/// [dev.duality.simulation.cache.CacheProtocols]; the ways are the cases of `ConsistencyRule`. It follows Nelson, Welch
/// and Ousterhout, "Caching in the Sprite Network File System" (1988); the mix of accesses is that of Baker et al.,
/// "Measurements of a Distributed File System" (1991).
///
/// - A *user* opens a file, reads or writes blocks of it, and closes it again; a *client* has a few users and one
/// cache.
/// - A block that was written in a client's cache is *dirty* until the server has it: that is *delayed write*.
/// - A *call-back* goes from the server to a client: write back what is dirty, or drop what you hold, or both. A
///   *recall* is a call-back for dirty blocks because somebody else opens the file.
/// - *Concurrent write sharing*: several clients have a file open, and one of them writes. Under Sprite's rules nobody
///   caches such a file until all have closed it.
/// - A *stamp* is the word that a block's bytes are made from. Each write has its own, so a read tells which write it
///   has seen; a read is *stale* if a later one was there before the read began.
package dev.duality.simulation.cache;
