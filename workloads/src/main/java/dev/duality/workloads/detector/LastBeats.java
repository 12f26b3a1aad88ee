// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Specification;

/// The last beat of each process, as a sequential object.
final class LastBeats implements Specification {
    private final long[] lasts; // 0 before the first
    private final long timeout;

    LastBeats(int processes, long timeout) {
        this.lasts = new long[processes];
        this.timeout = timeout;
    }

    @Override
    public long apply(int kind, long tick, long which, Payload payload) {
        return switch (kind) {
            case DetectorWorkload.BEAT -> {
                long before = lasts[(int) which];
                lasts[(int) which] = Math.max(before, tick);
                yield tick - before;
            }
            case DetectorWorkload.ASK -> {
                long suspects = 0;
                int first = (int) which * DetectorWorkload.GROUP;
                int end = Math.min(lasts.length, first + DetectorWorkload.GROUP);
                for (int process = first; process < end; process++) {
                    suspects |= suspect(tick, lasts[process], timeout) << process - first;
                }
                yield suspects;
            }
            default -> throw new IllegalArgumentException("a detector has no operation " + kind);
        };
    }

    /// 1 if a process is suspected, 0 if not.
    static long suspect(long tick, long last, long timeout) {
        return tick - last > timeout ? 1 : 0;
    }

    @Override
    public long digest() {
        long digest = 0;
        for (long last : lasts) {
            digest = digest(digest, last);
        }
        return digest;
    }

    /// The digest of the processes so far, and of one more.
    static long digest(long before, long last) {
        return SplitMix64.of(before, last);
    }
}
