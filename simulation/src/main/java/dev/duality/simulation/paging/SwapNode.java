// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
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

    private final Disk disk;

    SwapNode(Disk disk) {
        this.disk = disk;
    }

    @Override
    public final void onMessage(Message request, Port port) {
        switch (request.kind()) {
            case PagingWire.FETCH -> {
                Place place = new Place(request.a(), (int) request.b());
                reply(request, disk.pages.getOrDefault(place, NOTHING).content(), PagingWire.PAGE_BYTES, port);
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

    private static void reply(Message request, long content, int bytes, Port port) {
        Message reply = port.message(request.from()).set(request.kind(), request.sequence(), request.a(), request.b());
        reply.payload().length(0);
        if (bytes > 0) {
            reply.payload().stamp(content, bytes);
        }
        port.send(request.from());
    }
}
