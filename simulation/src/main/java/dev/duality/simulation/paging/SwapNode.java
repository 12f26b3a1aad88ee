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

    /// A page that the disk looks for.
    private record Sought(int host, long sequence, long segment, long page) {}

    private final Disk disk;
    private final long swapNanos;
    private final Deque<Sought> sought = new ArrayDeque<>();

    /// @param swapNanos how long the disk takes for a page that is asked for; 0 if it is in the server's cache
    SwapNode(Disk disk, long swapNanos) {
        this.disk = disk;
        this.swapNanos = swapNanos;
    }

    @Override
    public final void onMessage(Message request, Port port) {
        switch (request.kind()) {
            case PagingWire.FETCH -> {
                if (swapNanos == 0) {
                    give(new Sought(request.from(), request.sequence(), request.a(), request.b()), port);
                } else {
                    seek(new Sought(request.from(), request.sequence(), request.a(), request.b()), port);
                }
            }
            case PagingWire.WRITE -> {
                Place place = new Place(request.a(), PagingWire.page(request.b()));
                Written now = new Written(
                        PagingWire.version(request.b()), request.payload().stamp());
                if (isNews(disk.pages.getOrDefault(place, NOTHING), now)) {
                    disk.pages.put(place, now);
                }
                reply(request, 0, 0, port);
            }
            case PagingWire.READ -> reply(request, PagingWire.ofBlock(request.a()), PagingWire.PAGE_BYTES, port);
            default -> throw new IllegalArgumentException("the server is not sent a " + request);
        }
    }

    /// Whether a write is later than what is there: an old one may come twice, and late.
    boolean isNews(Written before, Written now) {
        return now.version() > before.version();
    }

    /// A page that is being looked for is not looked for twice, whoever asks again.
    private void seek(Sought page, Port port) {
        if (!sought.contains(page)) {
            sought.add(page);
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

    private void give(Sought page, Port port) {
        Place place = new Place(page.segment, (int) page.page);
        Message reply = port.message(page.host).set(PagingWire.FETCH, page.sequence, page.segment, page.page);
        reply.payload().stamp(disk.pages.getOrDefault(place, NOTHING).content(), PagingWire.PAGE_BYTES);
        port.send(page.host);
    }

    private static void reply(Message request, long content, int bytes, Port port) {
        Message reply = port.message(request.from()).set(request.kind(), request.sequence(), request.a(), request.b());
        reply.payload().length(0);
        if (bytes > 0) {
            reply.payload().stamp(content, bytes);
        }
        port.send(request.from());
    }
}
