// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The server: swap files, and a file that is read. What it has answered is on its disk.
class SwapNode implements Node {
    static final int ADDRESS = 0;

    /// The place of a page.
    record Place(long segment, int page) {}

    /// The version and the content that were written there last.
    record Written(long version, long content) {}

    /// The storage that is kept through crashes.
    static final class Disk {
        private final Map<Place, Written> pages = new HashMap<>();
    }

    private static final Written NOTHING = new Written(0, 0);

    private static final int DONE = 0; // the timer of what is being done

    /// A request that waits for those before it.
    private record Asked(int host, int kind, long sequence, long a, long b, long content) {}

    private final Disk disk;
    private final PagingPlan.Service service;
    private final Deque<Asked> waiting = new ArrayDeque<>(); // the first is being done

    SwapNode(Disk disk, PagingPlan.Service service) {
        this.disk = disk;
        this.service = service;
    }

    /// A request that waits is not done twice, whoever asks again.
    @Override
    public final void onMessage(Message request, Port port) {
        Asked asked = new Asked(
                request.from(),
                request.kind(),
                request.sequence(),
                request.a(),
                request.b(),
                request.kind() == PagingWire.WRITE ? request.payload().stamp() : 0);
        if (nanos(asked) == 0) {
            answer(asked, port);
        } else if (!waiting.contains(asked)) {
            waiting.add(asked);
            if (waiting.size() == 1) {
                port.schedule(DONE, nanos(asked));
            }
        }
    }

    private long nanos(Asked asked) {
        return switch (asked.kind) {
            case PagingWire.FETCH -> service.pageNanos();
            case PagingWire.WRITE -> service.writeNanos();
            case PagingWire.READ -> service.blockNanos();
            default -> throw new IllegalArgumentException("the server is not sent a " + asked);
        };
    }

    @Override
    public final void onTimer(int timer, Port port) {
        answer(waiting.remove(), port);
        if (!waiting.isEmpty()) {
            port.schedule(DONE, nanos(waiting.element()));
        }
    }

    private void answer(Asked asked, Port port) {
        if (asked.kind == PagingWire.READ) {
            reply(asked, PagingWire.ofBlock(asked.a), PagingWire.PAGE_BYTES, port);
            return;
        }
        Place place = new Place(asked.a, PagingWire.page(asked.b));
        if (asked.kind == PagingWire.FETCH) {
            Written there = disk.pages.getOrDefault(place, NOTHING);
            reply(asked, there.content(), PagingWire.PAGE_BYTES, port);
            return;
        }
        Written now = new Written(PagingWire.version(asked.b), asked.content);
        if (isNews(disk.pages.getOrDefault(place, NOTHING), now)) {
            disk.pages.put(place, now);
        }
        reply(asked, 0, 0, port);
    }

    /// Whether a write is later than what is there: an old one may come twice, and late.
    boolean isNews(Written before, Written now) {
        return now.version() > before.version();
    }

    private static void reply(Asked asked, long content, int bytes, Port port) {
        Message reply = port.message(asked.host).set(asked.kind, asked.sequence, asked.a, asked.b);
        reply.payload().length(0);
        if (bytes > 0) {
            reply.payload().stamp(content, bytes);
        }
        port.send(asked.host);
    }
}
