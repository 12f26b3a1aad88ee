// SPDX-License-Identifier: Apache-2.0

/// The floor: what it costs to move one cache line to another core and back, with nothing else around it.
package dev.duality.jmh.floor;
