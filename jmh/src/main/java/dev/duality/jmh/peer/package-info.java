// SPDX-License-Identifier: Apache-2.0

/// Kernels whose parties are processes. The process that measures is the client; each other one is a peer, started by a
/// [dev.duality.jmh.peer.Launcher], that opens the same kernel by the same cell text in the same common folder.
/// - A peer answers one line by one line over a socket: `open`, `start`, `run`, `call`, `state`, `close`.
/// - It ends when its socket does, so it never outlives its client.
/// - How it was started makes no difference to it: its main, `dev.duality.jmh.fork.PeerMain`, needs the path of
///   a socket and a number.
package dev.duality.jmh.peer;
