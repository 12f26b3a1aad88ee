// SPDX-License-Identifier: Apache-2.0

/// Published results beside ours: counts and laws that virtual time gives exactly, with what counts as agreement. Start
/// at [dev.duality.simulation.reproduce.Gates].
package dev.duality.simulation.reproduce;
