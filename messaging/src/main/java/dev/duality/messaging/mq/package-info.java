// SPDX-License-Identifier: Apache-2.0

/// POSIX message queues: queues of whole messages in the kernel, of which Java knows nothing, called through the FFM
/// API. A descriptor is a process's own number of an open queue; names live in the kernel until they are unlinked.
package dev.duality.messaging.mq;
