// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.shm.Payload;
import dev.duality.workloads.BusyWork;
import dev.duality.workloads.Specification;

/// The state of an owner: its partition of the keys; the first one hands the chunks out, too.
final class Reducer implements Specification {
    /// Takes the next chunk: its number, and its bytes.
    static final int NEXT = 0;

    /// Adds records, see [KeyCounts#write].
    static final int ADD = 1;

    /// Gives records in the order of their keys, as many as there is room for, from number `b` on.
    static final int LIST = 2;

    private final Text text;
    private final long serialSteps;
    private final KeyCounts counts = new KeyCounts(1024);
    private int[] order = {}; // of the records that are listed
    private long taken;
    private long worked;

    Reducer(Text text, long serialSteps) {
        this.text = text;
        this.serialSteps = serialSteps;
    }

    @Override
    public long apply(int kind, long key, long from, Payload payload) {
        return switch (kind) {
            case NEXT -> next(payload);
            case ADD -> {
                int records = counts.addRecords(payload.bytes(), 0, payload.length());
                payload.length(0);
                yield records;
            }
            case LIST -> list((int) from, payload);
            default -> throw new IllegalArgumentException("an owner has no operation " + kind);
        };
    }

    private long next(Payload payload) {
        worked = BusyWork.take(worked, serialSteps);
        int chunk = (int) (taken % text.chunks());
        int start = text.start(chunk);
        payload.length(text.end(chunk) - start);
        System.arraycopy(text.bytes(), start, payload.bytes(), 0, payload.length());
        return taken++;
    }

    private long list(int from, Payload payload) {
        if (from == 0) {
            order = counts.order();
        }
        payload.length(0);
        int end = from;
        while (end < order.length && counts.write(order[end], payload)) {
            end++;
        }
        int listed = end - from;
        return listed;
    }

    @Override
    public long digest() {
        return PlainJob.digest(taken) + counts.digest() + (worked == 1 ? 1 : 0); // so that the work has to be there
    }
}
