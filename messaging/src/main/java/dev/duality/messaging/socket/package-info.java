// SPDX-License-Identifier: Apache-2.0

/// Transports through the kernel: a pipe, a socket in the file system, TCP on the loopback. Each message is a frame of
/// four words and its payload; each offer is a system call, and each poll that finds nothing is one, too.
package dev.duality.messaging.socket;
