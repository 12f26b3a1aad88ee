// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// The progress of a run. One that was killed stays [#RUNNING] for ever; readers call both of the others incomplete.
public enum Status {
    RUNNING,
    COMPLETE,
    INTERRUPTED
}
