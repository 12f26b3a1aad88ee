// SPDX-License-Identifier: Apache-2.0

/// The measurements of a run: the cells, the order of their forks, and how the time is spent. A *request* has of most
/// fields of a cell several; a *draft* is one of the products, as a [dev.duality.jmh.cell.CellSpec] and as the cell of
/// `run.json`; it is *planned* when it has its times.
package dev.duality.jmh.plan;
