// SPDX-License-Identifier: Apache-2.0

/// The needs of transports over somebody's library, of this JVM and this machine, before they can start.
package dev.duality.messaging.library;
