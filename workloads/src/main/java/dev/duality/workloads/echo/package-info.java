// SPDX-License-Identifier: Apache-2.0

/// The workload `echo`: there and back, and nothing else. What it costs, every other workload costs too, so it is the
/// control of all of them, and the steps of a waterfall. Start at [dev.duality.workloads.echo.EchoWorkload].
///
/// - A *request* goes there with so many bytes, a *reply* comes back with so many; both are touched line by line.
/// - Its hand-written sides add one thing each: *direct*, the caller and nobody else; *line*, a second thread and the
///   ordered publish of one line each way; *ring*, the protocol of two bare queues, and payloads that are copied.
package dev.duality.workloads.echo;
