// SPDX-License-Identifier: Apache-2.0

/// The display that the user sees on standard error while a plan runs: a bar on a terminal, plain lines anywhere else.
/// Start at [dev.duality.jmh.progress.Progress].
/// - A **step** is what is begun and finished as one: one fork of one cell, or one measurement of the floor.
/// - **Planned** is how long a step should take; the time left comes from that, and from how the steps before kept to
///   it.
/// - **Share** is the planned time that lies behind us, from 0 to 1.
///
/// No clock is read here but the one that is given. Standard output belongs to results and is never written to.
package dev.duality.jmh.progress;
