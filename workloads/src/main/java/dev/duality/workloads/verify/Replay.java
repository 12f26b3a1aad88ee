// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.WorkerProgress;
import java.util.OptionalLong;

/// Does again plainly what workers have asked for.
final class Replay {
    private static final long PIECE = 1 << 16; // operations between two looks at the clock

    private final Specification state;
    private final Payload payload;
    private final long deadline;

    /// @param deadline by [System#nanoTime]
    Replay(Specification state, Setting setting, long deadline) {
        this.state = state;
        this.payload = setting.payload();
        this.deadline = deadline;
    }

    Specification state() {
        return state;
    }

    /// Does all that a worker has done.
    /// @return the sum of all answers
    /// @throws TooLong if it is not done by the deadline
    long run(WorkerProgress headway) {
        Script script = headway.script();
        long passes = headway.operations() / script.size();
        OptionalLong quick = passes > 1 ? state.passes(script, passes) : OptionalLong.empty();
        long sum = quick.orElse(0);
        long done = quick.isPresent() ? passes * script.size() : 0;
        while (done < headway.operations()) {
            int from = (int) (done % script.size());
            int count = (int) Math.min(Math.min(PIECE, script.size() - from), headway.operations() - done);
            sum += piece(script, from, from + count, done / script.size() * script.growth());
            done += count;
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new TooLong();
            }
        }
        return sum;
    }

    private long piece(Script script, int from, int to, long grown) {
        long sum = 0;
        for (int at = from; at < to; at++) {
            script.load(at, payload);
            sum += state.apply(script.kind(at), script.a(at) + grown, script.b(at), payload);
            sum += payload.sum();
        }
        return sum;
    }

    /// The deadline has passed.
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
