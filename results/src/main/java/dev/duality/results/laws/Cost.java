// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.OptionalDouble;

/// COST, the configuration that outperforms a single thread.
///
/// @param threads the least number, servers included, with which the series beats its base; empty if it never did
/// @param tried the most threads that were tried and had a core each; 0 if none had
public record Cost(OptionalDouble threads, double tried) {}
