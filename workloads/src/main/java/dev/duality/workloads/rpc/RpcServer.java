// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;

/// The sequential server: its stubs, what it knows about each client, and a file.
public final class RpcServer implements Specification {
    static final int NULL = 0;
    static final int ECHO = 1;
    static final int READ = 2;

    /// The number of calls that a client has had executed; no call itself. For looking at a server that rests.
    static final int CALLS = 3;

    /// The number of pieces, each as long as a reply, that the file has.
    static final int PIECES = 16;

    private final long[] calls;
    private final long[] sums;
    private final Payload[] file = new Payload[PIECES];

    RpcServer(Setting setting) {
        this(setting, setting.workers());
    }

    public RpcServer(Setting setting, int clients) {
        calls = new long[clients];
        sums = new long[clients];
        for (int piece = 0; piece < PIECES; piece++) {
            file[piece] = piece(setting, piece);
        }
    }

    /// The content of a piece of the file.
    static Payload piece(Setting setting, int piece) {
        Payload bytes = setting.payload();
        bytes.stamp(piece + 1, setting.payloadBytes());
        return bytes;
    }

    /// The piece of the file that a call reads.
    static int pieceOf(long number) {
        return (int) number & (PIECES - 1);
    }

    /// Whether these are the data that the reply to a call brings.
    public static boolean isReply(Setting setting, int command, long number, Payload data) {
        return switch (command) {
            case NULL -> data.length() == 0;
            case ECHO -> isStamped(setting, number, data);
            case READ -> isStamped(setting, pieceOf(number) + 1, data);
            default -> throw new IllegalArgumentException("the server has no command " + command);
        };
    }

    private static boolean isStamped(Setting setting, long stamp, Payload data) {
        long kept = data.length() < Long.BYTES ? stamp & (1L << 8 * data.length()) - 1 : stamp;
        return data.length() == setting.payloadBytes() && data.stamp() == kept;
    }

    /// A client's sum after one more call: it depends on every call so far, on its data, and on their order.
    static long sum(long sum, long number, long checksum) {
        return 31 * sum + number + checksum;
    }

    /// The result of a call: it depends on how many calls of its client have been executed, and on all of them.
    static long result(long calls, long sum) {
        return 31 * sum + calls;
    }

    /// One client's part of the digest: 0 if it has not called.
    static long digest(long client, long calls, long sum) {
        return calls == 0 ? 0 : SplitMix64.of(SplitMix64.of(client, calls), sum);
    }

    @Override
    public long apply(int kind, long client, long number, Payload payload) {
        return switch (kind) {
            case NULL -> execute((int) client, number, 0);
            case ECHO -> execute((int) client, number, payload.checksum());
            case READ -> {
                payload.copy(file[pieceOf(number)]);
                yield execute((int) client, number, payload.checksum());
            }
            case CALLS -> calls[(int) client];
            default -> throw new IllegalArgumentException("the server has no command " + kind);
        };
    }

    private long execute(int client, long number, long checksum) {
        long executed = ++calls[client];
        long sum = sum(sums[client], number, checksum);
        sums[client] = sum;
        return result(executed, sum);
    }

    @Override
    public long digest() {
        long digest = 0;
        for (int client = 0; client < calls.length; client++) {
            digest += digest(client, calls[client], sums[client]);
        }
        return digest;
    }
}
