// SPDX-License-Identifier: Apache-2.0

/// One JVM for each cell and fork: what it is asked, what it answers, and how it is bounded. The two processes talk by
/// two JSON files; the parent keeps the child's standard input open, and a child whose standard input ends has lost its
/// parent and ends too.
package dev.duality.jmh.fork;
