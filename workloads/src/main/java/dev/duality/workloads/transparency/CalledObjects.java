// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.Payload;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import java.util.Map;

/// The sequential objects: those of all clients, which do not meet.
public final class CalledObjects implements Specification {
    private final ClientObjects[] clients;

    /// Fresh ones, of so many clients.
    public CalledObjects(Setting setting, int clients) {
        this.clients = new ClientObjects[clients];
        for (int client = 0; client < clients; client++) {
            this.clients[client] = new ClientObjects(
                    ClientObjects.fileBytes(setting.payloadBytes()),
                    FileBytes.onHeap(ClientObjects.allBytes(setting.payloadBytes())));
        }
    }

    @Override
    public long apply(int kind, long client, long b, Payload payload) {
        return clients[(int) client].apply(kind, b, payload);
    }

    /// The objects that a client would lose with them, in words; nothing if it has nothing that fresh ones have not.
    public String held(int client) {
        return clients[client].held();
    }

    @Override
    public long digest() {
        long digest = 0;
        for (int client = 0; client < clients.length; client++) {
            digest += clients[client].digest(client);
        }
        return digest;
    }

    @Override
    public Map<String, Long> counts() {
        long errors = 0;
        for (ClientObjects client : clients) {
            errors += client.errors();
        }
        return Map.of("errors", errors);
    }
}
