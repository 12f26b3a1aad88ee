// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Caller;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.Map;

/// No server: each worker calls objects of its own, whose files lie in one region.
final class LocalObjectSide extends SharedSide {
    LocalObjectSide() {
        super("direct", "no server: the objects are the caller's own, and it calls them itself");
    }

    /// Clients do not meet.
    @Override
    public boolean inPlace(Setting setting) {
        return true;
    }

    @Override
    public Kernel open(Setting setting) {
        RegionLayout layout = new RegionLayout();
        long perClient = RegionLayout.apart(ClientObjects.allBytes(setting.payloadBytes()));
        long files = layout.span("files", setting.workers() * perClient);
        return new LocalObjects(setting, setting.region(layout), files, perClient);
    }

    private static final class LocalObjects extends SharedKernel {
        /* Each worker makes its objects itself, so that they lie apart from those of others, and is the only one that
         * uses them; who asks for the digest does so when all rest. */
        private final Setting setting;
        private final long files;
        private final long perClient;
        private final CallerOnce once;
        private final ClientObjects[] clients;

        LocalObjects(Setting setting, Region region, long files, long perClient) {
            super(region);
            this.setting = setting;
            this.files = files;
            this.perClient = perClient;
            this.once = new CallerOnce(setting);
            this.clients = new ClientObjects[setting.workers()];
        }

        @Override
        public Caller caller(int worker) {
            once.admit(worker);
            ClientObjects objects = new ClientObjects(
                    ClientObjects.fileBytes(setting.payloadBytes()), FileBytes.in(region, files + worker * perClient));
            clients[worker] = objects;
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long client, long b, Payload payload) {
                    if (client != worker) {
                        throw new IllegalArgumentException("worker " + worker + " calls as client " + client);
                    }
                    return objects.apply(kind, b, payload);
                }
            };
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int client = 0; client < clients.length; client++) {
                digest += clients[client] == null ? 0 : clients[client].digest(client);
            }
            return digest;
        }

        @Override
        public Map<String, Long> counts() {
            long errors = 0;
            for (ClientObjects objects : clients) {
                errors += objects == null ? 0 : objects.errors();
            }
            return Map.of("errors", errors);
        }
    }
}
