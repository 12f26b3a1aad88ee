// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import java.util.Optional;

/// A cell, or one load of it, that is no row of the table.
///
/// @param load `cell`, `closed loop`, `open loop at 1,000,000/s` or `job`
/// @param log where more stands, if something does
public record Failure(Cell cell, String load, String reason, Optional<String> log) {}
