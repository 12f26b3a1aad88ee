// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Locale;

/// The procedure that a client calls.
enum Command {
    /// Does nothing, with no data either way.
    NULL(RpcServer.NULL, 0),
    /// Sends the caller's data back.
    ECHO(RpcServer.ECHO, 64),
    /// Sends data of the server's file.
    READ(RpcServer.READ, 4096);

    private final int kind;
    private final int usualBytes;

    Command(int kind, int usualBytes) {
        this.kind = kind;
        this.usualBytes = usualBytes;
    }

    static Command of(Values values) {
        return valueOf(values.get(RpcWorkload.COMMAND).toUpperCase(Locale.ROOT));
    }

    /// The bytes that go with each call, there or back.
    int payloadBytes(Values values) {
        int asked = values.getInt(RpcWorkload.PAYLOAD);
        return this == NULL || asked == 0 ? usualBytes : asked;
    }

    /// The kind of its operations.
    int kind() {
        return kind;
    }

    /// The number of those bytes that go with the call; the rest comes with the reply.
    int requestBytes(Setting setting) {
        return this == ECHO ? setting.payloadBytes() : 0;
    }
}
