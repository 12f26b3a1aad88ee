// SPDX-License-Identifier: Apache-2.0

/// Messages, and what carries them from thread to thread. Start at [dev.duality.messaging.Channel] for the queues,
/// at [dev.duality.messaging.Node] for what talks over them.
///
/// - A *message* has a kind, a sender, a receiver, a sequence number, two words and a payload. It is reused, never
///   allocated per send.
/// - A *channel* carries messages; its *sender* and *receiver* are its ends, one for each producer and each consumer.
/// - A *transport* makes channels: a queue of some library, or our ring. It never measures itself.
/// - A *node* is a state machine that receives messages; a *host* runs nodes; a *port* is what a host gives a node:
///   its way to send, its clock, its timers.
///
/// To add a transport, implement [dev.duality.messaging.Transport]; `docs/transport.md` of the project goes through it
/// step by step.
package dev.duality.messaging;
