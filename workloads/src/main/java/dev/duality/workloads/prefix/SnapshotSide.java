// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// One table for all, which never changes: who moves a domain makes another one.
final class SnapshotSide extends SharedSide {
    SnapshotSide() {
        super("snapshot", "one shared table that never changes; who moves a domain puts another one in its place");
    }

    @Override
    public Kernel open(Setting setting) {
        return new SnapshotKernel(setting);
    }

    private static final class SnapshotKernel implements Kernel {
        private final Setting setting;
        private final Prefixes prefixes;
        private final String[] names;
        private final Current current = new Current();

        SnapshotKernel(Setting setting) {
            Namespace namespace = Namespace.of(setting);
            this.setting = setting;
            this.prefixes = namespace.prefixes();
            this.names = PrefixWorkload.names(setting, namespace);
            int[] servers = new int[prefixes.count()];
            for (int domain = 0; domain < servers.length; domain++) {
                servers[domain] = PrefixWorkload.home(domain, 0, setting);
            }
            current.begin(new DomainTable(servers, new long[servers.length], PrefixWorkload.servers(setting)));
        }

        @Override
        public void start(ThreadFactory factory) {}

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long which, long b, Payload payload) {
                    return switch (kind) {
                        case PrefixWorkload.LOOKUP -> current.get().answer(prefixes.longest(names[(int) which]));
                        case PrefixWorkload.MOVE -> current.move((int) which);
                        default -> throw new IllegalArgumentException("a prefix table has no operation " + kind);
                    };
                }
            };
        }

        @Override
        public long digest() {
            return current.get().digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
