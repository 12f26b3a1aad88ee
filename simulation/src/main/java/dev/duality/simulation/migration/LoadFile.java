// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// The file of all hosts' loads, on the file server's disk, with the number of the last call of each host: a call that
/// comes again, or late, changes nothing. As on every board of the workload `loadboard` a host is idle of which nothing
/// was written. For one thread.
final class LoadFile {
    private final Map<Integer, Long> loads = new HashMap<>();
    private final Map<Integer, Long> done = new HashMap<>();

    private long last(int host) {
        return done.getOrDefault(host, 0L);
    }

    /// Whether a call is the last one of its host, which may not have heard the answer.
    boolean isLast(int host, long sequence) {
        return sequence == last(host);
    }

    boolean isNew(int host, long sequence) {
        return sequence > last(host);
    }

    void does(int host, long sequence) {
        done.put(host, sequence);
    }

    void put(int host, long load) {
        loads.put(host, load);
    }

    /// Answers a call: if it reads a block, with the records as they are now.
    void answer(MigrationServer.Call call, MigrationProtocol.Plan plan, BoardForm.InFile form, Port port) {
        Message reply = port.message(call.host()).set(MigrationKinds.FILED, call.sequence(), call.a(), 0);
        reply.payload().length(0);
        if (call.kind() == MigrationKinds.LOOK) {
            int records = form.records((int) call.a(), plan.hosts());
            int first = (int) call.a() * form.recordsInBlock();
            reply.payload().length(records * form.recordBytes());
            ByteBuffer bytes = ByteBuffer.wrap(reply.payload().bytes());
            for (int place = 0; place < records; place++) {
                bytes.putLong(place * form.recordBytes(), load(first + place));
            }
        }
        port.send(call.host());
    }

    long load(int host) {
        return loads.getOrDefault(host, IdleHosts.IDLE);
    }
}
