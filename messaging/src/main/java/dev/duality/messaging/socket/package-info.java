// SPDX-License-Identifier: Apache-2.0

/// Transports through the kernel: a pipe, a socket in the file system, TCP. Each message is a frame of four words and
/// its payload; each offer is a system call, and each poll that finds nothing is one, too.
/// - Ends are *apart* if they are those of different processes. They meet when they are used: by a name in a folder
///   that both have, or by a port that stands in memory that both have.
/// - A channel that is apart has no memory in common otherwise: credits for what was received come back as bytes.
package dev.duality.messaging.socket;
