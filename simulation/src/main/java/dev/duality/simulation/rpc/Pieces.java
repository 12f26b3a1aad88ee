// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;

/// Cuts data into fragments, and puts them together again. All but the last have the same length.
final class Pieces {
    private final int fragmentBytes;

    /// @param fragmentBytes how many bytes a fragment has
    Pieces(int fragmentBytes) {
        this.fragmentBytes = fragmentBytes;
    }

    /// The number of fragments that it takes: one for no bytes, too.
    int count(int bytes) {
        return Math.max(1, (bytes + fragmentBytes - 1) / fragmentBytes);
    }

    /// The mask of all fragments of so many.
    static int all(int fragments) {
        return (1 << fragments) - 1;
    }

    /// Sends those fragments that are in the mask. One that finds the way full is lost, as on any network.
    /// @param kind of each
    /// @return how many
    int send(Port port, int to, int kind, long call, long a, long b, Payload data, int mask) {
        int fragments = count(data.length());
        int sent = 0;
        for (int fragment = 0; fragment < fragments; fragment++) {
            if ((mask & 1 << fragment) != 0) {
                Message message = port.message(to);
                message.set(kind, RpcFrame.sequence(call, fragment, fragments), a, b);
                int at = fragment * fragmentBytes;
                int length = Math.min(fragmentBytes, data.length() - at);
                message.payload().length(length);
                System.arraycopy(data.bytes(), at, message.payload().bytes(), 0, length);
                port.offer(to);
                sent++;
            }
        }
        return sent;
    }

    /// Sends a message that carries no data.
    static void send(Port port, int to, int kind, long call, long a, long b) {
        Message message = port.message(to);
        message.set(kind, call, a, b);
        message.payload().length(0);
        port.offer(to);
    }

    /// Puts a fragment into its place. The last one says how long the data are.
    void take(Message message, Payload data) {
        int fragment = RpcFrame.fragment(message);
        int at = fragment * fragmentBytes;
        int length = message.payload().length();
        System.arraycopy(message.payload().bytes(), 0, data.bytes(), at, length);
        if (fragment == RpcFrame.fragments(message) - 1) {
            data.length(at + length);
        }
    }
}
