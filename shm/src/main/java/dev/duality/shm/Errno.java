// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/// The number of the error of a thread's last call of the C library, and what the numbers mean on Linux. Their texts
/// are those of the C library, which would give them in the user's language.
///
/// - **Threads:** one at a time.
///
/// @param state the memory that it is written to, for a [CLibrary#handle]
public record Errno(MemorySegment state) {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int EPIPE = 32;
    public static final int ENOSYS = 38;
    public static final int EOPNOTSUPP = 95;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final long AT = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    /// One that lives as long as an arena.
    public static Errno in(Arena arena) {
        return new Errno(arena.allocate(STATE));
    }

    public int number() {
        return state.get(JAVA_INT, AT);
    }

    /// Checks the answer of a call.
    /// @param call of what, for the message
    /// @return the answer
    /// @throws Diagnosis if it is less than 0
    public int checked(String call, int answer) {
        if (answer < 0) {
            throw refused(call);
        }
        return answer;
    }

    /// The failure of a call that the kernel has refused.
    /// @param call of what, such as `open of /dev/shm/words`
    public Diagnosis refused(String call) {
        return refused(call, number());
    }

    /// Likewise, where the number is known in another way.
    public static Diagnosis refused(String call, int number) {
        return new Diagnosis("the kernel refused %s: %s".formatted(call, text(number)));
    }

    /// The meaning of a number, and the number, such as `Bad file descriptor (errno 9)`.
    public static String text(int number) {
        String meaning = meaning(number);
        return meaning.isEmpty() ? "errno " + number : "%s (errno %d)".formatted(meaning, number);
    }

    private static String meaning(int number) {
        return switch (number) {
            case EPERM -> "Operation not permitted";
            case ENOENT -> "No such file or directory";
            case EINTR -> "Interrupted system call";
            case 5 -> "Input/output error";
            case ENXIO -> "No such device or address";
            case 7 -> "Argument list too long";
            case EBADF -> "Bad file descriptor";
            case EAGAIN -> "Resource temporarily unavailable";
            case ENOMEM -> "Cannot allocate memory";
            case EACCES -> "Permission denied";
            case 14 -> "Bad address";
            case 16 -> "Device or resource busy";
            case EEXIST -> "File exists";
            case ENODEV -> "No such device";
            case 20 -> "Not a directory";
            case 21 -> "Is a directory";
            case EINVAL -> "Invalid argument";
            case 23 -> "Too many open files in system";
            case 24 -> "Too many open files";
            case 26 -> "Text file busy";
            case 27 -> "File too large";
            case 28 -> "No space left on device";
            case 30 -> "Read-only file system";
            case EPIPE -> "Broken pipe";
            case 36 -> "File name too long";
            case ENOSYS -> "Function not implemented";
            case 40 -> "Too many levels of symbolic links";
            case 90 -> "Message too long";
            case EOPNOTSUPP -> "Operation not supported";
            case 110 -> "Connection timed out";
            case 122 -> "Disk quota exceeded";
            default -> "";
        };
    }

    /// The meaning of the number.
    @Override
    public String toString() {
        return text(number());
    }
}
