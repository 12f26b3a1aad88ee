// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.simulation.cache.ClientBlocks.Block;
import dev.duality.simulation.cache.ClientBlocks.Held;
import dev.duality.simulation.cache.ClientBlocks.Token;
import java.util.List;
import java.util.function.ObjIntConsumer;

/// Does what the server calls one client back for: writes back what is dirty of a file, and drops what was asked to be
/// dropped. The file's users wait meanwhile.
final class CallBacks {
    private final int self;
    private final int server;
    private final RequestSlots requests;
    private final WriteBack daemons;
    private final ConsistencyChecker checker;
    private final ObjIntConsumer<Port> resume;

    /// @param resume has a user that has waited go on
    CallBacks(
            int self,
            int server,
            RequestSlots requests,
            WriteBack daemons,
            ConsistencyChecker checker,
            ObjIntConsumer<Port> resume) {
        this.self = self;
        this.server = server;
        this.requests = requests;
        this.daemons = daemons;
        this.checker = checker;
        this.resume = resume;
    }

    /// Begins what a call-back asks for.
    void asked(Message message, ClientBlocks cache, Port port) {
        Held file = cache.file(message.a());
        long number = Wire.callBackNumber(message);
        if (Wire.askedStamp(message) > file.stamp) {
            answer(number, message.a(), false, port); // it is about an open whose reply is still on its way
            return;
        }
        file.callBack = number;
        file.invalidating = Wire.isInvalidate(message) || file.flushing && file.invalidating;
        file.flushing = true;
        flush(file, cache, port);
    }

    /// Writes back what is dirty, and then does what else the call-back asks for. Is called again each time a block has
    /// arrived.
    void flush(Held file, ClientBlocks cache, Port port) {
        if (file.fetching > 0) {
            return; // for a write that comes first
        }
        if (file.dirty > 0) {
            for (Block block : List.copyOf(file.blocks.values())) {
                daemons.take(block, port);
            }
            return;
        }
        file.flushing = false;
        if (file.invalidating) {
            dropClean(file, cache);
            file.cacheable = false;
            file.token = Token.NONE;
        } else if (file.token == Token.WRITE) {
            file.token = Token.READ;
        }
        answer(file.callBack, file.file, true, port);
        List<Integer> waiting = List.copyOf(file.waiting);
        file.waiting.clear();
        waiting.forEach(at -> resume.accept(port, at));
    }

    /// Drops a file's blocks. The server saw to it that none is dirty.
    void dropClean(Held file, ClientBlocks cache) {
        if (file.dirty > 0) {
            checker.tell("client %d drops %d dirty blocks of file %x".formatted(self, file.dirty, file.file));
        }
        cache.drop(file);
        file.changes++;
    }

    /// Tells the server.
    /// @param done whether it is done, or cannot be begun yet
    void answer(long number, long file, boolean done, Port port) {
        Message message = port.message(server);
        message.set(Wire.CALLED_BACK, Wire.callBack(requests.boot(), number), file, done ? 1 : 0);
        message.payload().length(0);
        port.offer(server);
    }
}
