// SPDX-License-Identifier: Apache-2.0

/// jmh
package dev.duality.jmh;
