// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/// All that one client has: its files, the descriptors through which it reaches them, and its pending signals.
///
/// - **Threads:** one at a time.
final class ClientObjects {
    /// Files are numbered from 0; the last one is read only.
    static final int FILES = 4;

    static final int READ_ONLY = FILES - 1;

    /// The number of pieces, each as long as a read or a write, that a file has.
    static final int PIECES = 8;

    static final int DESCRIPTORS = 8;

    /// Signals are numbered from 1.
    static final int SIGNALS = 8;

    /// A client is one process, which has this number to itself.
    static final int SELF = 0;

    private static final int FREE = -1;

    private final int fileBytes;
    private final FileBytes bytes;
    private final int[] files = new int[DESCRIPTORS];
    private final int[] modes = new int[DESCRIPTORS];
    private final int[] places = new int[DESCRIPTORS];
    private int pending; // bit n - 1 is signal n
    private int written; // bit n is file n
    private long calls;
    private long errors;
    private long sum;

    /// @param fileBytes how long each file is
    ClientObjects(int fileBytes, FileBytes bytes) {
        this.fileBytes = fileBytes;
        this.bytes = bytes;
        for (int descriptor = 0; descriptor < DESCRIPTORS; descriptor++) {
            files[descriptor] = FREE;
        }
    }

    /// The bytes of a file, if a read or a write takes at most so many.
    static int fileBytes(int pieceBytes) {
        return PIECES * pieceBytes;
    }

    /// The bytes of a client's files together.
    static int allBytes(int pieceBytes) {
        return FILES * fileBytes(pieceBytes);
    }

    /// Does a call.
    /// @param payload what is written; on return what was read
    /// @return what the call answers: below 0 an error
    long apply(int kind, long b, Payload payload) {
        SystemCall call = SystemCall.of(kind);
        long written = payload.sum();
        long result = switch (call) {
            case OPEN -> open((int) SystemCall.high(b), SystemCall.low(b));
            case CLOSE -> close((int) b);
            case READ -> read(SystemCall.low(b), (int) SystemCall.high(b), payload);
            case WRITE -> write((int) b, payload);
            case SEEK -> seek(SystemCall.low(b), SystemCall.high(b));
            case SIGNAL -> signal((int) SystemCall.high(b), SystemCall.low(b));
            case WAIT -> take((int) b);
        };
        if (call != SystemCall.READ || result < 0) {
            payload.length(0);
        }
        calls++;
        errors += result < 0 ? 1 : 0;
        sum = 31 * sum + SplitMix64.of(SplitMix64.of(kind, b), result) + 31 * written + payload.sum();
        return result;
    }

    private long open(int file, int mode) {
        if (file < 0 || file >= FILES) {
            return CallError.NO_FILE.result();
        }
        if (file == READ_ONLY && (mode & SystemCall.WRITING) != 0) {
            return CallError.DENIED.result();
        }
        for (int descriptor = 0; descriptor < DESCRIPTORS; descriptor++) {
            if (files[descriptor] == FREE) {
                files[descriptor] = file;
                modes[descriptor] = mode;
                places[descriptor] = 0;
                return descriptor;
            }
        }
        return CallError.TOO_MANY.result();
    }

    private boolean isOpen(int descriptor, int mode) {
        return descriptor >= 0
                && descriptor < DESCRIPTORS
                && files[descriptor] != FREE
                && (modes[descriptor] & mode) != 0;
    }

    private long close(int descriptor) {
        if (!isOpen(descriptor, SystemCall.READING | SystemCall.WRITING)) {
            return CallError.BAD_DESCRIPTOR.result();
        }
        files[descriptor] = FREE;
        return 0;
    }

    private long read(int descriptor, int most, Payload payload) {
        if (!isOpen(descriptor, SystemCall.READING)) {
            return CallError.BAD_DESCRIPTOR.result();
        }
        int count = Math.min(most, fileBytes - places[descriptor]);
        bytes.read(files[descriptor] * fileBytes + places[descriptor], count, payload);
        places[descriptor] += count;
        return count;
    }

    private long write(int descriptor, Payload payload) {
        if (!isOpen(descriptor, SystemCall.WRITING)) {
            return CallError.BAD_DESCRIPTOR.result();
        }
        int count = Math.min(payload.length(), fileBytes - places[descriptor]);
        if (count == 0 && payload.length() > 0) {
            return CallError.NO_ROOM.result();
        }
        bytes.write(files[descriptor] * fileBytes + places[descriptor], count, payload);
        places[descriptor] += count;
        written |= count > 0 ? 1 << files[descriptor] : 0;
        return count;
    }

    private long seek(int descriptor, long place) {
        if (!isOpen(descriptor, SystemCall.READING | SystemCall.WRITING)) {
            return CallError.BAD_DESCRIPTOR.result();
        }
        if (place < 0 || place > fileBytes) {
            return CallError.INVALID.result();
        }
        places[descriptor] = (int) place;
        return place;
    }

    private long signal(int process, int number) {
        if (process != SELF) {
            return CallError.NO_PROCESS.result();
        }
        if (number < 1 || number > SIGNALS) {
            return CallError.INVALID.result();
        }
        pending |= 1 << number - 1;
        return 0;
    }

    private long take(int process) {
        if (process != SELF) {
            return CallError.NO_PROCESS.result();
        }
        if (pending == 0) {
            return CallError.WOULD_WAIT.result();
        }
        int lowest = Integer.numberOfTrailingZeros(pending);
        pending &= pending - 1;
        return lowest + 1L;
    }

    /// The objects that a client would lose with them, in words; nothing if it has nothing that fresh ones have not.
    String held() {
        List<String> held = new ArrayList<>();
        for (int descriptor = 0; descriptor < DESCRIPTORS; descriptor++) {
            if (files[descriptor] != FREE) {
                held.add("descriptor %d of file %d".formatted(descriptor, files[descriptor]));
            }
        }
        for (int file = 0; file < FILES; file++) {
            if ((written & 1 << file) != 0) {
                held.add("what was written to file " + file);
            }
        }
        for (int number = 1; number <= SIGNALS; number++) {
            if ((pending & 1 << number - 1) != 0) {
                held.add("signal " + number);
            }
        }
        return String.join(", ", held);
    }

    /// The number of calls that it answered with an error.
    long errors() {
        return errors;
    }

    /// It depends on every call so far, on all that was answered, and on their order: 0 if there was none.
    long digest(long client) {
        return calls == 0 ? 0 : SplitMix64.of(SplitMix64.of(client, calls), sum);
    }
}
