// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.messaging.Message;
import dev.duality.simulation.cache.Wire;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Observer;
import java.util.HashSet;
import java.util.Set;

/// Counts what is sent about a set of records: opens and closes, reads and writes, call-backs, or updates and picks.
final class RecordsMeter implements Observer {
    private record Request(int client, long sequence) {}

    private final long file;
    private final int server;
    private final Set<Request> requests = new HashSet<>(); // whose replies are to come
    private long messages;
    private long bytes;
    private long reads;

    RecordsMeter(long file, int server) {
        this.file = file;
        this.server = server;
    }

    @Override
    public void happens(What what, long nanos, int node, int other, long number, Message message) {
        if (what == What.SENT && isAboutRecords(node, other, message)) {
            messages++;
            bytes += Network.HEADER_BYTES + message.payload().length();
        }
    }

    private boolean isAboutRecords(int from, int to, Message message) {
        int kind = message.kind();
        if (from == server && kind >= Wire.REPLY && kind < Wire.DEAD) {
            return requests.contains(new Request(to, message.sequence()));
        }
        boolean description = kind != Wire.DEAD && message.a() == file;
        if (description && kind < Wire.REPLY && requests.add(new Request(from, message.sequence()))) {
            reads += kind == Wire.READ ? 1 : 0;
        }
        return description;
    }

    /// The number of messages.
    long messages() {
        return messages;
    }

    /// Their bytes.
    long bytes() {
        return bytes;
    }

    /// The number of records that were read from the server, each by a request of its own.
    long reads() {
        return reads;
    }
}
