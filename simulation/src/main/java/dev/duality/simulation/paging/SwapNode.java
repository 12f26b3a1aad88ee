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

    private static final int ARM = 0; // the timer of the disk's arm

    /// A question of a host's, without its payload.
    private record Request(int host, int kind, long sequence, long a, long b) {
        static Request of(Message message) {
            return new Request(message.from(), message.kind(), message.sequence(), message.a(), message.b());
        }
    }

    private final Disk disk;
    private final long swapNanos;
    private final Deque<Request> sought = new ArrayDeque<>(); // pages, in the order in which the disk looks for them

    /// @param swapNanos how long the disk takes for a page that is asked for; 0 if it is in the server's cache
    SwapNode(Disk disk, long swapNanos) {
        this.disk = disk;
        this.swapNanos = swapNanos;
    }

    @Override
    public final void onMessage(Message message, Port port) {
        Request request = Request.of(message);
        switch (request.kind) {
            case PagingWire.FETCH -> {
                if (swapNanos == 0) {
                    give(request, port);
                } else {
                    seek(request, port);
                }
            }
            case PagingWire.WRITE -> {
                Place place = new Place(request.a, PagingWire.page(request.b));
                Written now = new Written(
                        PagingWire.version(request.b), message.payload().stamp());
                if (isNews(disk.pages.getOrDefault(place, NOTHING), now)) {
                    disk.pages.put(place, now);
                }
                reply(request, 0, 0, port);
            }
            case PagingWire.READ -> reply(request, PagingWire.ofBlock(request.a), PagingWire.PAGE_BYTES, port);
            default -> throw new IllegalArgumentException("the server is not sent a " + message);
        }
    }

    /// Whether a write is later than what is there: an old one may come twice, and late.
    boolean isNews(Written before, Written now) {
        return now.version() > before.version();
    }

    /// A request that waits for the disk already is not put behind the others once more when its host sends it again.
    /// Two hosts that want one page wait for it one after the other.
    private void seek(Request request, Port port) {
        if (!sought.contains(request)) {
            sought.add(request);
            if (sought.size() == 1) {
                port.schedule(ARM, swapNanos);
            }
        }
    }

    @Override
    public final void onTimer(int timer, Port port) {
        give(sought.remove(), port);
        if (!sought.isEmpty()) {
            port.schedule(ARM, swapNanos);
        }
    }

    private void give(Request request, Port port) {
        Place place = new Place(request.a, (int) request.b);
        reply(request, disk.pages.getOrDefault(place, NOTHING).content(), PagingWire.PAGE_BYTES, port);
    }

    private static void reply(Request request, long content, int bytes, Port port) {
        Message reply = port.message(request.host).set(request.kind, request.sequence, request.a, request.b);
        reply.payload().length(0);
        if (bytes > 0) {
            reply.payload().stamp(content, bytes);
        }
        port.send(request.host);
    }
}
