// SPDX-License-Identifier: Apache-2.0

/// Published ratios of times, found again in a run. What virtual time gives stands in
/// [dev.duality.simulation.reproduce]. Start at [dev.duality.jmh.reproduce.MeasuredGates].
package dev.duality.jmh.reproduce;
