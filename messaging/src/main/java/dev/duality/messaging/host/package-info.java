// SPDX-License-Identifier: Apache-2.0

/// Hosts: what runs nodes. Here, on threads over a real transport.
package dev.duality.messaging.host;
