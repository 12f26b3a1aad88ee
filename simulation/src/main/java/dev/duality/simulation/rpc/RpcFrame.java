// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.messaging.Message;

/// The meanings of the words of a message in Sprite's protocol. Bits from the highest:
///
/// | word | what |
/// | --- | --- |
/// | kind | 1 please acknowledge, 3 type, 4 command |
/// | sequence | 16 the client's boot number, 8 channel, 32 the call's number, 4 fragment, 4 fragments - 1 |
/// | a, b of a request | 32 the server's boot number, 32 the command's first parameter; its second |
/// | a, b of a fragment report of a client | 32 the server's boot number, 32 zero; the mask |
/// | a, b of what a server sends | a result, or a mask; the server's boot number |
///
/// The payload is the fragment's bytes and nothing else. The client's boot number, channel and number together name a
/// call; what the server sends names the call that it belongs to.
final class RpcFrame {
    /// A call, or one fragment of it.
    static final int REQUEST = 0;

    /// Its result, or one fragment of it.
    static final int REPLY = 1;

    /// The server is busy with the call: an explicit acknowledgement.
    static final int BUSY = 2;

    /// The fragments of a request, or of a reply, that have come.
    static final int HAVE = 3;

    /// The call is for a server that was booted before this one, and is not executed.
    static final int REJECTED = 4;

    /// The most fragments that a request or a reply can have.
    static final int MAX_FRAGMENTS = 16;

    /// The most channels that a client can have.
    static final int MAX_CHANNELS = 256;

    private static final int PLEASE_ACKNOWLEDGE = 0x80;
    private static final long CALL = -1L << 8;

    private RpcFrame() {}

    static int kind(int type, int command) {
        return type << 4 | command;
    }

    static int kindThatWantsAnAnswer(int type, int command) {
        return PLEASE_ACKNOWLEDGE | kind(type, command);
    }

    static int type(Message message) {
        return message.kind() >>> 4 & 7;
    }

    static int command(Message message) {
        return message.kind() & 15;
    }

    static boolean wantsAnAnswer(Message message) {
        return (message.kind() & PLEASE_ACKNOWLEDGE) != 0;
    }

    /// A call's name, which is the sequence word of its first fragment of one.
    static long call(int clientBoot, int channel, int number) {
        return (long) clientBoot << 48 | (long) channel << 40 | Integer.toUnsignedLong(number) << 8;
    }

    static long sequence(long call, int fragment, int fragments) {
        return call | fragment << 4 | fragments - 1;
    }

    /// The call that a message belongs to.
    static long call(Message message) {
        return message.sequence() & CALL;
    }

    static int clientBoot(Message message) {
        return (int) (message.sequence() >>> 48);
    }

    static int channel(Message message) {
        return (int) (message.sequence() >>> 40) & 0xFF;
    }

    static int number(Message message) {
        return (int) (message.sequence() >>> 8);
    }

    static int fragment(Message message) {
        return (int) message.sequence() >>> 4 & 15;
    }

    static int fragments(Message message) {
        return ((int) message.sequence() & 15) + 1;
    }

    /// The first word of what a client sends.
    static long first(int serverBoot, long parameter) {
        return (long) serverBoot << 32 | parameter;
    }

    /// The boot number of the server that a client's message is for.
    static int serverBoot(Message message) {
        return (int) (message.a() >>> 32);
    }

    static long parameter(Message message) {
        return message.a() & 0xFFFF_FFFFL;
    }
}
