// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Script;
import java.util.Random;

/// Draws what one client calls: local, forwarded and cooperating calls in the proportion that Sprite had of them. At
/// the script's end no descriptor is open and no signal pending, so that it can be gone through again.
final class CallDraws {
    private static final int ALL = Handling.LOCAL.share() + Handling.FORWARDED.share() + Handling.COOPERATING.share();

    private final int client;
    private final int pieceBytes;
    private final long errorsPercent;
    private final Random random;
    private final Script.Builder script = Script.builder().everyByte();
    private final int[] modes = new int[ClientObjects.DESCRIPTORS]; // 0 where nothing is open
    private int open;
    private int pending;

    /// @param errorsPercent how many of 100 calls are made so that they answer an error
    CallDraws(int client, int pieceBytes, long errorsPercent, long seed) {
        this.client = client;
        this.pieceBytes = pieceBytes;
        this.errorsPercent = errorsPercent;
        this.random = new Random(SplitMix64.of(seed, client));
    }

    /// So many calls.
    Script script(long calls) {
        for (long left = calls; left > 0; left--) {
            int held = open + Integer.bitCount(pending); // each has to be given back by a call of its own
            if (held >= left) {
                giveBack();
            } else {
                draw(held + 1 < left);
            }
        }
        return script.build();
    }

    private void giveBack() {
        if (pending != 0) {
            pending &= pending - 1;
            add(SystemCall.WAIT, ClientObjects.SELF);
        } else {
            close(held(random.nextInt(open)));
        }
    }

    /// @param mayHold whether there is time to give back what is opened or made pending now
    private void draw(boolean mayHold) {
        boolean fails = random.nextInt(100) < errorsPercent;
        int which = random.nextInt(ALL);
        if (which < Handling.LOCAL.share()) {
            if (fails) {
                failLocally();
            } else {
                local(mayHold);
            }
        } else if (which < Handling.LOCAL.share() + Handling.FORWARDED.share()) {
            signal(fails, mayHold);
        } else {
            pending = fails ? pending : pending & pending - 1;
            add(SystemCall.WAIT, fails ? ClientObjects.SELF + 1 : ClientObjects.SELF);
        }
    }

    private void signal(boolean fails, boolean mayHold) {
        int number = 1 + random.nextInt(ClientObjects.SIGNALS);
        int bit = 1 << number - 1;
        if (fails || !mayHold && (pending & bit) == 0) {
            boolean noProcess = random.nextBoolean();
            add(
                    SystemCall.SIGNAL,
                    noProcess
                            ? SystemCall.signal(ClientObjects.SELF + 1, number)
                            : SystemCall.signal(ClientObjects.SELF, 0));
        } else {
            pending |= bit;
            add(SystemCall.SIGNAL, SystemCall.signal(ClientObjects.SELF, number));
        }
    }

    private void failLocally() {
        int never = ClientObjects.DESCRIPTORS;
        switch (random.nextInt(6)) {
            case 0 -> add(SystemCall.OPEN, SystemCall.open(ClientObjects.FILES, SystemCall.READING));
            case 1 -> add(SystemCall.OPEN, SystemCall.open(ClientObjects.READ_ONLY, SystemCall.WRITING));
            case 2 -> add(SystemCall.CLOSE, never);
            case 3 -> add(SystemCall.READ, SystemCall.sized(never, pieceBytes));
            case 4 -> script.add(SystemCall.WRITE.kind(), client, never, pieceBytes, random.nextLong());
            default ->
                add(
                        SystemCall.SEEK,
                        SystemCall.sized(
                                open == 0 ? never : held(random.nextInt(open)),
                                ClientObjects.fileBytes(pieceBytes) + 1L));
        }
    }

    private void local(boolean mayHold) {
        if (open == 0 || open < ClientObjects.DESCRIPTORS && random.nextInt(8) == 0) {
            if (mayHold) {
                open();
            } else if (open == 0) {
                add(SystemCall.WAIT, ClientObjects.SELF);
                pending &= pending - 1;
            } else {
                close(held(random.nextInt(open)));
            }
            return;
        }
        int descriptor = held(random.nextInt(open));
        switch (random.nextInt(10)) {
            case 0 -> close(descriptor);
            case 1, 2 ->
                add(
                        SystemCall.SEEK,
                        SystemCall.sized(descriptor, (long) random.nextInt(ClientObjects.PIECES) * pieceBytes));
            case 3, 4, 5 -> {
                if ((modes[descriptor] & SystemCall.WRITING) != 0) {
                    script.add(SystemCall.WRITE.kind(), client, descriptor, pieceBytes, random.nextLong());
                } else {
                    add(SystemCall.READ, SystemCall.sized(descriptor, pieceBytes));
                }
            }
            default -> add(SystemCall.READ, SystemCall.sized(descriptor, pieceBytes));
        }
    }

    private void open() {
        int file = random.nextInt(ClientObjects.FILES);
        int mode = file == ClientObjects.READ_ONLY ? SystemCall.READING : SystemCall.READING | SystemCall.WRITING;
        int descriptor = 0;
        while (modes[descriptor] != 0) {
            descriptor++;
        }
        modes[descriptor] = mode;
        open++;
        add(SystemCall.OPEN, SystemCall.open(file, mode));
    }

    private void close(int descriptor) {
        modes[descriptor] = 0;
        open--;
        add(SystemCall.CLOSE, descriptor);
    }

    /// One of the open descriptors, counted from the lowest.
    private int held(int which) {
        int left = which;
        for (int descriptor = 0; ; descriptor++) {
            if (modes[descriptor] != 0 && left-- == 0) {
                return descriptor;
            }
        }
    }

    private void add(SystemCall call, long b) {
        script.add(call.kind(), client, b);
    }
}
