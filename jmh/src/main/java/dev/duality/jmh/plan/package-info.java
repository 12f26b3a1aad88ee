// SPDX-License-Identifier: Apache-2.0

/// What a run will measure: the cells, the order of their forks, and how the time is spent.
package dev.duality.jmh.plan;
