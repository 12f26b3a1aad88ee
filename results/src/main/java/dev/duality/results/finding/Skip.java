// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;

/// A cell that nobody measured, and why.
public record Skip(Cell cell, String reason) {}
