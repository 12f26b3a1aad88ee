// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.profile;

import dev.duality.shm.Diagnosis;

/// A profiler did not start, or has no profile to show.
final class ProfilerFailed extends Exception {
    private static final long serialVersionUID = 1;

    ProfilerFailed(Throwable cause) {
        super(cause instanceof ReflectiveOperationException ? cause.toString() : Diagnosis.said(cause), cause);
    }
}
