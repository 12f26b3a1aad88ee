// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Script;
import dev.duality.workloads.Specification;
import java.util.OptionalLong;

/// The load of each host, as a sequential object.
final class LoadTable implements Specification {
    private final long[] loads;

    LoadTable(int hosts) {
        this.loads = new long[hosts];
    }

    @Override
    public long apply(int kind, long a, long host, Payload payload) {
        return switch (kind) {
            case LoadboardWorkload.UPDATE -> {
                long before = loads[(int) host];
                loads[(int) host] = a;
                yield before;
            }
            case LoadboardWorkload.QUERY -> idle(loads, (int) host);
            default -> throw new IllegalArgumentException("a load board has no operation " + kind);
        };
    }

    /// The first idle host from one on, round and round.
    static long idle(long[] loads, int from) {
        for (int i = 0; i < loads.length; i++) {
            int host = (from + i) % loads.length;
            if (loads[host] == LoadboardWorkload.IDLE) {
                return host;
            }
        }
        return LoadboardWorkload.NOBODY;
    }

    /// A load takes the place of the one before, so a pass leaves the same whatever it finds, and all but the first
    /// answer the same.
    @Override
    public OptionalLong passes(Script script, long count) {
        long answers = pass(script);
        return OptionalLong.of(count == 1 ? answers : answers + (count - 1) * pass(script));
    }

    private long pass(Script script) {
        Payload none = new Payload(0);
        long answers = 0;
        for (int i = 0; i < script.size(); i++) {
            answers += apply(script.kind(i), script.a(i), script.b(i), none);
        }
        return answers;
    }

    @Override
    public long digest() {
        long digest = 0;
        for (long load : loads) {
            digest = digest(digest, load);
        }
        return digest;
    }

    /// The digest of the hosts so far, and of one more.
    static long digest(long before, long load) {
        return SplitMix64.of(before, load);
    }
}
