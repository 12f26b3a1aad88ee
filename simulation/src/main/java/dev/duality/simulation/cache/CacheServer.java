// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// The file server: it has the blocks, and sees to it that clients' caches are consistent. Nobody reads what is stale:
///
/// - Sequential sharing: each open for writing has a version of its own, so a client sees at its next open that its
///   blocks are old. Whoever wrote last is called back to write before the open is answered.
/// - Concurrent sharing: before an open is answered that makes several clients share a file that one of them writes,
///   all who have it open have written back and dropped their blocks. From then on they come to the server, until all
///   have closed it.
/// - By tokens: before somebody may write, nobody else may read; before somebody may read, the writer has written back.
///
/// A file does one of these at a time; other opens of it wait. A call-back is sent again every second. It names the
/// time stamp of what its client got last; a client that has not got that yet says so, and is asked again. A client
/// that has not done it after 60 seconds is declared dead: what it had open is closed, what it had dirty is lost, and
/// it is told when it speaks again.
///
/// Beside it runs a process that has records, if some are to be served.
class CacheServer implements Node {
    static final long PATIENCE_NANOS = 60 * CacheTerms.SECOND;

    private static final int TICK = 0; // the name of a timer
    private static final long TICK_NANOS = CacheTerms.SECOND;

    /// An open, or a wish for a token.
    record Wish(int client, Disk.Client life, int slot, Disk.Entry file, boolean write) {}

    /// A call-back to a client.
    record CallBack(int client, boolean writeBack, boolean invalidate) {}

    /// A call-back that was sent.
    private record Sent(long number, CallBack what, Disk.Entry file, long nanos) {}

    /// A wait for a file.
    private static final class Turn {
        private final Wish wish;
        private final Queue<Wish> behind = new ArrayDeque<>();
        private int awaited; // call-backs

        private Turn(Wish wish) {
            this.wish = wish;
        }
    }

    private final CacheTerms terms;
    private final Disk disk;
    private final ConsistencyChecker checker;
    private final ServerCounts counts;
    private final RecordSet records;
    private final Map<Long, Sent> sent = new TreeMap<>(); // by number
    private final Map<Long, Turn> turns = new HashMap<>(); // by file

    /// @param records of the process beside it, which outlives a crash, as files do
    CacheServer(CacheTerms terms, Disk disk, ConsistencyChecker checker, ServerCounts counts, RecordSet records) {
        this.terms = terms;
        this.disk = disk;
        this.checker = checker;
        this.counts = counts;
        this.records = records;
        disk.restarted();
    }

    @Override
    public void onMessage(Message message, Port port) {
        int from = message.from();
        int boot = Wire.boot(message);
        Disk.Client client = disk.client(from);
        if (client == null || client.boot < boot) {
            Disk.Client before = client;
            client = disk.begin(from, boot);
            checker.met(from);
            if (before != null) {
                forget(from, true, port);
            }
        } else if (client.boot > boot) {
            return;
        }
        if (client.dead) {
            send(port, from, Wire.DEAD, message.sequence(), 0, 0, 0);
        } else if (message.kind() == Wire.CALLED_BACK) {
            calledBack(message, port);
        } else {
            request(client, message, port);
        }
    }

    private void request(Disk.Client client, Message message, Port port) {
        int at = Wire.slot(message);
        int number = Wire.number(message);
        Disk.Slot slot = client.slots.computeIfAbsent(at, _ -> new Disk.Slot());
        if (number < slot.number || number == slot.number && !slot.replied) {
            return; // late, or being worked on
        }
        if (number == slot.number) {
            resend(message.from(), client, at, port);
            return;
        }
        slot.number = number;
        slot.replied = false;
        slot.kind = Wire.REPLY + message.kind();
        counts.requests[message.kind()]++;
        serve(new Wish(message.from(), client, at, disk.file(message.a()), message.b() != 0), message, port);
    }

    private void serve(Wish wish, Message message, Port port) {
        Disk.Entry file = wish.file;
        switch (message.kind()) {
            case Wire.OPEN, Wire.TOKEN -> ask(wish, port);
            case Wire.CLOSE -> {
                file.close(wish.client, wish.write);
                reply(wish, 0, 0, 0, port);
            }
            case Wire.READ -> reply(wish, file.block(Wire.block(message)), file.version, Wire.bytes(message), port);
            case Wire.WRITE -> {
                write(file, message);
                reply(wish, file.version, 0, 0, port);
            }
            case Wire.REMOVE -> {
                disk.remove(file.file);
                reply(wish, 0, 0, 0, port);
            }
            case Wire.CHECK -> reply(wish, file.version, 0, 0, port);
            case Wire.UPDATE -> {
                records.update(wish.client, message.b());
                reply(wish, message.b(), 0, 0, port);
            }
            case Wire.PICK -> {
                int record = records.pick(wish.client);
                reply(wish, record == RecordSet.NOBODY ? 0 : records.stamp(record), record, 0, port);
            }
            default -> throw new IllegalStateException("a server got " + message);
        }
    }

    private void write(Disk.Entry file, Message message) {
        int block = Wire.block(message);
        long stamp = message.payload().stamp();
        if (message.payload().length() != Wire.bytes(message)) {
            checker.tell(
                    "the server got %d bytes of %d".formatted(message.payload().length(), Wire.bytes(message)));
        }
        file.block(block, stamp);
        if (terms.rule().countsWrites()) {
            file.version++;
        }
        checker.stored(file.file, block, stamp);
    }

    /// Answers a wish when its turn has come and all call-backs for it are done.
    private void ask(Wish wish, Port port) {
        Turn attempt = turns.get(wish.file.file);
        if (attempt == null) {
            attempt(new Turn(wish), port);
        } else {
            attempt.behind.add(wish);
        }
    }

    private void attempt(Turn attempt, Port port) {
        Wish wish = attempt.wish;
        List<CallBack> needed = callBacks(wish.file, wish.client, wish.write);
        if (needed.isEmpty()) {
            grant(wish, port);
            return;
        }
        turns.put(wish.file.file, attempt);
        attempt.awaited = needed.size();
        for (CallBack what : needed) {
            counts.callBacks++;
            Sent fresh = new Sent(disk.nextCallBack(), what, wish.file, port.nanos());
            if (sent.isEmpty()) {
                port.schedule(TICK, TICK_NANOS);
            }
            sent.put(fresh.number, fresh);
            send(fresh, port);
        }
    }

    /// The clients that have to do something before a client may have a file, and what.
    List<CallBack> callBacks(Disk.Entry file, int client, boolean write) {
        return terms.rule().callBacks(file, client, write, counts);
    }

    private void grant(Wish wish, Port port) {
        Disk.Entry file = wish.file;
        if (wish.life.dead || disk.client(wish.client) != wish.life) {
            return; // nobody waits for it any more
        }
        boolean isOpen = wish.life.slots.get(wish.slot).kind == Wire.REPLY + Wire.OPEN;
        if (isOpen) {
            open(file, wish.client, wish.write);
        } else {
            file.tokens.merge(wish.client, wish.write, Boolean::logicalOr);
        }
        long stamp = disk.nextStamp();
        file.stamps.put(wish.client, stamp);
        long version = Wire.version(file.version, file.goodSince(wish.client));
        reply(wish, version, Wire.opened(stamp, file.cacheable), 0, port);
    }

    private void open(Disk.Entry file, int client, boolean write) {
        boolean concurrent = file.isConcurrent(client, write);
        counts.opens++;
        counts.concurrentOpens += concurrent ? 1 : 0;
        Disk.Opens mine = file.opens.computeIfAbsent(client, _ -> new Disk.Opens());
        mine.readers += write ? 0 : 1;
        mine.writers += write ? 1 : 0;
        terms.rule().opens(file, client, write, concurrent, counts);
    }

    private void calledBack(Message message, Port port) {
        Sent one = sent.get(Wire.callBackNumber(message));
        if (one != null && one.what.client == message.from() && message.b() != 0) {
            done(one, port);
        }
    }

    private void done(Sent one, Port port) {
        sent.remove(one.number);
        Disk.Entry file = one.file;
        int client = one.what.client;
        if (file.lastWriter == client) {
            file.lastWriter = Disk.NOBODY;
        }
        if (one.what.invalidate) {
            file.tokens.remove(client);
        } else {
            file.tokens.replace(client, false);
        }
        Turn attempt = turns.get(file.file);
        attempt.awaited--;
        if (attempt.awaited == 0) {
            turns.remove(file.file);
            grant(attempt.wish, port);
            attempt.behind.forEach(wish -> ask(wish, port));
        }
    }

    @Override
    public void onTimer(int timer, Port port) {
        for (Sent one : List.copyOf(sent.values())) {
            if (sent.containsKey(one.number)) {
                if (port.nanos() - one.nanos >= PATIENCE_NANOS) {
                    declareDead(one.what.client, port);
                } else {
                    send(one, port);
                }
            }
        }
        if (!sent.isEmpty()) {
            port.schedule(TICK, TICK_NANOS);
        }
    }

    private void declareDead(int client, Port port) {
        disk.client(client).dead = true;
        counts.declaredDead++;
        forget(client, false, port);
    }

    /// Forgets what a client had: it is nobody's any more.
    private void forget(int client, boolean knows, Port port) {
        checker.lost(client, knows);
        for (Disk.Entry file : disk.files()) {
            file.forget(client);
        }
        for (Sent one : List.copyOf(sent.values())) {
            if (one.what.client == client && sent.containsKey(one.number)) {
                done(one, port);
            }
        }
    }

    private void send(Sent one, Port port) {
        int client = one.what.client;
        send(
                port,
                client,
                Wire.CALL_BACK,
                Wire.callBack(disk.client(client).boot, one.number),
                one.file.file,
                Wire.asked(one.file.stamps.getOrDefault(client, 0L), one.what.writeBack, one.what.invalidate),
                0);
    }

    private void reply(Wish wish, long a, long b, int bytes, Port port) {
        Disk.Slot slot = wish.life.slots.get(wish.slot);
        slot.replied = true;
        slot.a = a;
        slot.b = b;
        slot.bytes = bytes;
        resend(wish.client, wish.life, wish.slot, port);
    }

    private static void resend(int to, Disk.Client client, int at, Port port) {
        Disk.Slot slot = client.slots.get(at);
        send(port, to, slot.kind, Wire.sequence(client.boot, at, slot.number), slot.a, slot.b, slot.bytes);
    }

    private static void send(Port port, int to, int kind, long sequence, long a, long b, int bytes) {
        Message message = port.message(to);
        message.set(kind, sequence, a, b);
        if (bytes > 0) {
            message.payload().stamp(a, bytes);
        } else {
            message.payload().length(0);
        }
        port.offer(to);
    }
}
