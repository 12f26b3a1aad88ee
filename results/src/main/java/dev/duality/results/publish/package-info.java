// SPDX-License-Identifier: Apache-2.0

/// Runs that a project publishes, and the tables that follow from them. Start at
/// [dev.duality.results.publish.PublishedRuns].
///
///     README.md                     the headline, between its markers
///     results/README.md             a table of every published run, between its markers
///     results/published/
///         xeon-2.50ghz-jdk25.0.3-2026-11-23/
///             run.json, histograms/, forks/   the run as it was measured
///             long.csv.gz                     every number of every fork, for databases
///             README.md                       all its rows
///             explanations.json               why rows failed, if one needed it
///
/// - Nothing but `run.json`, its files and `explanations.json` is a source; all else is written from them, and a check
///   writes it again and compares.
package dev.duality.results.publish;
