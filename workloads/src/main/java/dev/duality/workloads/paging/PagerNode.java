// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Owns all pages. Gives a page to who asks for it, takes it back, and loads and stores words of pages that several
/// would store into: those nobody else keeps, as Sprite lets nobody cache a file that several write.
final class PagerNode implements Node {
    /// Wants page `a`.
    static final int FETCH = 0;

    /// Page `a` is as the payload says. Nothing is answered.
    static final int WRITE_BACK = 1;

    /// Wants the word at address `b`.
    static final int LOAD = 2;

    /// The word at address `b` is `a`.
    static final int STORE = 3;

    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Segments segments;
    private final Region pages; // one behind the other
    private long requests;

    PagerNode(Segments segments) {
        this.segments = segments;
        this.pages = Region.allocate((long) segments.pages() * Segments.PAGE_BYTES);
        for (int page = 0; page < segments.pages(); page++) {
            long first = segments.address(page);
            for (int word = 0; word < Segments.PAGE_WORDS; word++) {
                pages.setPlain(offset(page) + (long) word * Long.BYTES, Segments.initial(first + word));
            }
        }
    }

    @Override
    public void onMessage(Message request, Port port) {
        requests++;
        switch (request.kind()) {
            case FETCH -> {
                Message reply = port.message(request.from()).set(FETCH, request.sequence(), request.a(), 0);
                reply.payload().lend(pages, offset((int) request.a()), Segments.PAGE_BYTES); // copied as it is sent
                port.send(request.from());
            }
            case WRITE_BACK -> request.payload().write(pages, offset((int) request.a()));
            case LOAD -> answer(request, word(request.b()), port);
            case STORE -> {
                pages.setPlain(at(request.b()), request.a());
                answer(request, request.a(), port);
            }
            default -> throw new IllegalArgumentException("a pager is not sent a " + request);
        }
    }

    private static long offset(int page) {
        return (long) page * Segments.PAGE_BYTES;
    }

    private long at(long address) {
        return offset(segments.page(address)) + (long) Segments.word(address) * Long.BYTES;
    }

    private static void answer(Message request, long value, Port port) {
        Message reply = port.message(request.from()).set(request.kind(), request.sequence(), value, 0);
        reply.payload().length(0);
        port.send(request.from());
    }

    /// A word, as the pager has it: the newest, unless a client has the page.
    long word(long address) {
        return pages.getPlain(at(address));
    }

    /// The number of messages that came.
    long requests() {
        return requests;
    }
}
