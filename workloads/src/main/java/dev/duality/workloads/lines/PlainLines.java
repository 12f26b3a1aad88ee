// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Specification;

/// The lines as a sequential object. Its words lie as far apart as those in shared memory: a lock or an owner that
/// guards them has to get as many lines.
final class PlainLines implements Specification {
    private final int lines;
    private final long[] words;

    PlainLines(int lines) {
        this.lines = lines;
        this.words = new long[index(lines)];
    }

    /// The index of a line's word in the array: at a distance from the array's ends, too.
    static int index(int line) {
        return (line + 1) * (Region.APART / Long.BYTES);
    }

    @Override
    public long apply(int kind, long line, long b, Payload payload) {
        return switch (kind) {
            case LinesWorkload.ADD -> {
                long before = words[index(0)];
                for (int i = 0; i < lines; i++) {
                    words[index(i)]++;
                }
                yield before;
            }
            case LinesWorkload.GET -> words[index((int) line)];
            case LinesWorkload.READ -> {
                long sum = 0;
                for (int i = 0; i < lines; i++) {
                    sum += words[index(i)];
                }
                yield sum;
            }
            default -> throw new IllegalArgumentException("lines have no operation " + kind);
        };
    }

    @Override
    public long digest() {
        long digest = 0;
        for (int line = 0; line < lines; line++) {
            digest = digest(digest, words[index(line)]);
        }
        return digest;
    }

    /// The digest of the lines so far, and of one more.
    static long digest(long before, long value) {
        return SplitMix64.of(before, value);
    }
}
