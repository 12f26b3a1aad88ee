// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The requests that an owner cannot do yet, in the order in which they came. Whoever owns a [GuardedSpecification]
/// asks it with each message whether that one has to wait, and after each that was done for the next that need not.
///
/// - No wake-up is lost: a request is parked, and looked at again after each operation, by the one thread that does all
///   operations, so that none comes between the look and the parking.
/// - Nobody starves: of those that are admitted the first that came is next.
/// - **Threads:** one, the owner's.
public final class ParkedRequests {
    /// A request that outlives its message.
    private static final class Parked {
        private int kind;
        private int from;
        private int to;
        private long sequence;
        private long number;
        private long a;
        private long b;
        private Payload bytes = new Payload(0);

        void take(Message request, long numberOfCaller) {
            kind = request.kind();
            number = numberOfCaller;
            from = request.from();
            to = request.to();
            sequence = request.sequence();
            a = request.a();
            b = request.b();
            if (request.payload().length() > bytes.capacity()) {
                bytes = new Payload(request.payload().length());
            }
            bytes.copy(request.payload());
        }

        void give(Message request) {
            request.set(kind, sequence, a, b);
            request.address(from, to);
            request.payload().copy(bytes);
        }
    }

    private final GuardedSpecification state;
    private final List<Parked> waiting = new ArrayList<>();
    private final Deque<Parked> free = new ArrayDeque<>();

    /// @param state the owner's, which does what is asked for
    public ParkedRequests(GuardedSpecification state) {
        this.state = state;
    }

    /// Parks a request, if it has to wait. One that has come before and waits is not parked again, and is answered by
    /// the sequence number by which it came last.
    /// @param number tells it from all others of its caller, however often it comes
    /// @return whether it waits, and then it is not to be done now
    public boolean parks(Message request, long number) {
        if (state.admits(request.kind(), request.a(), request.b())) {
            return false;
        }
        if (!waits(request, number)) {
            Parked parked = free.isEmpty() ? new Parked() : free.pop();
            parked.take(request, number);
            waiting.add(parked);
            state.parked(request.kind());
        }
        return true;
    }

    private boolean waits(Message request, long number) {
        for (Parked parked : waiting) {
            if (parked.from == request.from() && parked.number == number) {
                parked.sequence = request.sequence();
                return true;
            }
        }
        return false;
    }

    /// Takes the first request that need not wait any more. Asked after each operation, until there is none.
    /// @param message what was done last, which becomes that request
    /// @return whether there was one, to be done now
    public boolean next(Message message) {
        for (int i = 0; i < waiting.size(); i++) {
            Parked parked = waiting.get(i);
            if (state.admits(parked.kind, parked.a, parked.b)) {
                waiting.remove(i);
                parked.give(message);
                free.push(parked);
                return true;
            }
        }
        return false;
    }
}
