// SPDX-License-Identifier: Apache-2.0

/// Delivery over message queues: nobody shares state, everybody sends. Start at
/// [dev.duality.interrupts.queue.QueuedInterrupts].
///
/// Sources send [Kinds#RAISE] to the *controller* and hear [Kinds#HANDLED] or [Kinds#DROPPED]. The controller is a node
/// for each mode: [PollingNode] handles what it is sent, [RelayNode] passes it on to the [DeviceNode] of its device,
/// [PoolNode] gives it to the next free [HandlerNode]. They are nodes and nothing else, so they run on threads over any
/// transport, and in virtual time.
package dev.duality.interrupts.queue;
