// SPDX-License-Identifier: Apache-2.0

/// Our own transport: a flat ring of slots in a region, where a small message is one line.
package dev.duality.messaging.ring;
