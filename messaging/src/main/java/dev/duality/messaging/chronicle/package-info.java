// SPDX-License-Identifier: Apache-2.0

/// The transport over Chronicle Queue: messages are appended to files that are mapped into memory, and read from there.
/// Start at [dev.duality.messaging.chronicle.ChronicleTransport]; it alone may be touched where Chronicle is missing.
///
/// - A *queue* is one channel: a folder of files, which are numbered from 1. Chronicle calls a file a cycle.
/// - The files lie in a *folder* of this process, which does not outlive it.
package dev.duality.messaging.chronicle;
