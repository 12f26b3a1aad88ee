// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import java.util.Locale;

/// The calls of a program. The kind of an operation is the number of its call, in the order in which they stand here;
/// `a` is the client, `b` the argument.
public enum SystemCall {
    /// Opens a file, see [#open]; answers a descriptor, the lowest that is free.
    OPEN(0, Handling.LOCAL),
    /// Frees a descriptor; answers 0.
    CLOSE(1, Handling.LOCAL),
    /// Reads from where the descriptor stands, see [#sized]; answers how many bytes came, 0 at the file's end.
    READ(2, Handling.LOCAL),
    /// Writes the payload where the descriptor stands; answers how many bytes there was room for.
    WRITE(3, Handling.LOCAL),
    /// Moves a descriptor to a place from the file's beginning, see [#sized]; answers that place.
    SEEK(4, Handling.LOCAL),
    /// Makes a signal of a process pending, see [#signal]; answers 0.
    SIGNAL(5, Handling.FORWARDED),
    /// Takes the lowest pending signal of a process, if there is one; answers its number.
    WAIT(6, Handling.COOPERATING);

    /// An open file can be read.
    public static final int READING = 1;

    /// An open file can be written.
    public static final int WRITING = 2;

    private static final int SHIFT = 8;
    private static final long LOW = (1L << SHIFT) - 1;
    private static final SystemCall[] ALL = values();

    private final int kind;
    private final Handling handling;

    SystemCall(int kind, Handling handling) {
        this.kind = kind;
        this.handling = handling;
    }

    /// The call of an operation.
    /// @throws IllegalArgumentException if there is none of that kind
    public static SystemCall of(int kind) {
        if (kind < 0 || kind >= ALL.length) {
            throw new IllegalArgumentException("a program has no call " + kind);
        }
        return ALL[kind];
    }

    public int kind() {
        return kind;
    }

    /// The name that users read.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Handling handling() {
        return handling;
    }

    /// The argument of an open: which file, and [#READING], [#WRITING] or both.
    public static long open(int file, int mode) {
        return (long) file << SHIFT | mode;
    }

    /// The argument of a call that takes a descriptor and a number of bytes: how many to read, or where to seek.
    public static long sized(int descriptor, long bytes) {
        return bytes << SHIFT | descriptor;
    }

    /// The argument of a signal: to which process, and which one.
    public static long signal(int process, int number) {
        return (long) process << SHIFT | number;
    }

    /// The part of an argument before the low one: the file, the bytes or the process.
    public static long high(long b) {
        return b >> SHIFT;
    }

    /// The low part of an argument: the mode, the descriptor or the signal.
    public static int low(long b) {
        return (int) (b & LOW);
    }

    /// A call with its argument, in words.
    String line(long b) {
        return switch (this) {
            case OPEN -> "open file %d for %s".formatted(high(b), mode(low(b)));
            case CLOSE -> "close descriptor %d".formatted(b);
            case READ -> "read %d bytes of descriptor %d".formatted(high(b), low(b));
            case WRITE -> "write to descriptor %d".formatted(b);
            case SEEK -> "seek in descriptor %d to %d".formatted(low(b), high(b));
            case SIGNAL -> "signal %d to process %d".formatted(low(b), high(b));
            case WAIT -> "wait for a signal of process %d".formatted(b);
        };
    }

    private static String mode(int mode) {
        return switch (mode) {
            case READING -> "reading";
            case WRITING -> "writing";
            default -> "both";
        };
    }
}
