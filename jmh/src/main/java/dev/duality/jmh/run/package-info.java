// SPDX-License-Identifier: Apache-2.0

/// Carrying out a plan: fork after fork, into a run folder.
package dev.duality.jmh.run;
