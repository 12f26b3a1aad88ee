// SPDX-License-Identifier: Apache-2.0

/// The transport `aeron-ipc`: Aeron's logs in shared memory, with a media driver inside the process that opens the
/// channels first; and `aeron-udp`, its streams over UDP, with a driver in each process.
package dev.duality.messaging.peers.aeron;
