// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

/// The answer to a call that cannot be done: a number below 0, as Linux numbers its errors.
public enum CallError {
    NO_FILE(2, "there is no such file"),
    NO_PROCESS(3, "there is no such process"),
    BAD_DESCRIPTOR(9, "the descriptor is not open for that"),
    WOULD_WAIT(11, "no signal is pending"),
    DENIED(13, "the file is read only"),
    INVALID(22, "the argument is out of bounds"),
    TOO_MANY(24, "all descriptors are in use"),
    NO_ROOM(28, "the file is full"),
    /// The error that only a crash brings: the host that had the objects of a program has lost them. No object answers
    /// it; whoever notices the crash does, and names what was lost.
    LOST(130, "the host has crashed");

    private final int number;
    private final String description;

    CallError(int number, String description) {
        this.number = number;
        this.description = description;
    }

    /// The answer to the call, below 0.
    public long result() {
        return -number;
    }

    /// An answer in words.
    static String line(long result) {
        for (CallError error : values()) {
            if (error.result() == result) {
                return "error %d, %s".formatted(error.number, error.description);
            }
        }
        return Long.toString(result);
    }
}
