// SPDX-License-Identifier: Apache-2.0

/// The command `duality`. Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 a
/// cell failed, 2 the user's slip, 3 the machine lacks something.
package dev.duality.jmh.cli;
