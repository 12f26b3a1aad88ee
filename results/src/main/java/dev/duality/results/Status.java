// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// How far a run has come. One that was killed stays [#RUNNING] for ever; readers call both of the others incomplete.
public enum Status {
    RUNNING,
    COMPLETE,
    INTERRUPTED
}
