// SPDX-License-Identifier: Apache-2.0

/// Protocols on far more hosts than anybody here has, over a network whose parameters a run over hosts has measured
/// (LogGP: Culler et al. 1993, Alexandrov et al. 1995). All of it is a model. Start at
/// [dev.duality.simulation.scale.ScaleSweep].
///
/// - A *sweep* plays one protocol with several numbers of nodes; a *point* is what came of one of them.
/// - *Parameters* are the values of the network that a measured carrier comes to.
/// - A *prediction* holds a row of two hosts that was measured against a play with as many nodes.
package dev.duality.simulation.scale;
