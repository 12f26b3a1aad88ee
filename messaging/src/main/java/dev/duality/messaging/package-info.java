// SPDX-License-Identifier: Apache-2.0

/// messaging
package dev.duality.messaging;
