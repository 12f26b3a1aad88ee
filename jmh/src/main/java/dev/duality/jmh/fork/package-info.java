// SPDX-License-Identifier: Apache-2.0

/// One JVM for each cell and fork: what it is asked, what it answers, and how it is bounded. The two processes talk by
/// two files, an order of names and values and a report in JSON; the parent keeps the child's standard input open, and
/// a child whose standard input ends has lost its parent and ends too.
package dev.duality.jmh.fork;
