// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.cache.ClientBlocks.Block;
import dev.duality.simulation.cache.ClientBlocks.Held;
import java.util.List;

/// A client: its users open, read, write and close files through its cache.
///
/// Each user, and each of the daemons that write blocks back, has one request under way, and sends it again until the
/// reply comes ([RequestSlots], [WriteBack]). While a call-back is being done for a file, its users wait ([CallBacks]).
/// What it may keep and has to ask first, its [ConsistencyRule] says.
class CacheClient implements Node {
    /// The number of blocks that can be on their way to the server, as daemons take them.
    static final int CLEANERS = 6;

    /// The greatest age of a dirty block: 30 seconds, and the time to the next look.
    static final long OLDEST_DIRTY_SECONDS = 35;

    private final CacheTerms terms;
    private final int self;
    private final ConsistencyChecker checker;
    private final ClientCounts counts;
    private final List<User> users;
    private final RequestSlots requests;
    private final WriteBack daemons;
    private final CallBacks callBacks;
    private final RecordUse records;
    private ClientBlocks cache;
    private Port clock;

    /// @param boot the first boot number of this life; it has 255 more, for being declared dead
    /// @param users what they have still to do survives a crash
    CacheClient(
            CacheTerms terms,
            int self,
            int server,
            int boot,
            ConsistencyChecker checker,
            ClientCounts counts,
            List<User> users,
            RecordSet records) {
        this.terms = terms;
        this.self = self;
        this.checker = checker;
        this.counts = counts;
        this.users = users;
        this.requests = new RequestSlots(server, users.size() + CLEANERS);
        this.daemons = new WriteBack(terms, requests, users.size(), counts, this::isDue);
        this.callBacks = new CallBacks(self, server, requests, daemons, checker, (port, at) -> step(at, port));
        this.records = new RecordUse(records, self, users, requests);
        begin(boot);
    }

    private void begin(int boot) {
        cache = new ClientBlocks(terms.day().capacity());
        daemons.begin(cache);
        requests.begin(boot);
    }

    @Override
    public void onStart(Port port) {
        clock = port;
        checker.begins(self);
        resume(port);
        if (terms.rule().delaysWrites()) {
            daemons.scheduleScan(port);
        }
    }

    /// All users go on with the next thing that they were to do.
    private void resume(Port port) {
        for (int user = 0; user < users.size(); user++) {
            users.get(user).forget(port.nanos());
            rest(user, port);
        }
    }

    @Override
    public void onTimer(int timer, Port port) {
        if (timer == WriteBack.SCAN) {
            daemons.scan(port);
        } else if (RequestSlots.isRetry(timer)) {
            requests.retry(timer, port);
        } else {
            User user = users.get(timer);
            if (user.isOpen()) {
                step(timer, port);
            } else {
                next(timer, port);
            }
        }
    }

    /// The user waits until its next file, or until one is to be removed.
    private void rest(int at, Port port) {
        User user = users.get(at);
        if (user.hasNext(port.nanos())) {
            port.schedule(at, user.nextNanos() - port.nanos());
        }
    }

    private void next(int at, Port port) {
        User user = users.get(at);
        if (user.isToRemove()) {
            remove(at, port);
        } else {
            counts.opens++;
            user.begin();
            open(at, port);
        }
    }

    private void remove(int at, Port port) {
        Held file = cache.file(users.get(at).fileToRemove());
        if (file.blocks.values().stream().anyMatch(block -> block.sent)) {
            port.schedule(at, Math.max(1, terms.scanNanos() / 500)); // until they have arrived
            return;
        }
        counts.removed += cache.drop(file);
        cache.forget(file);
        checker.removing(file.file);
        requests.request(at, Wire.REMOVE, file.file, 0, port);
    }

    /// The user's next access begins.
    private void open(int at, Port port) {
        User user = users.get(at);
        records.opening(at);
        if (terms.rule().asksToOpen() && !records.isServed(at)) {
            requests.request(
                    at, Wire.OPEN, user.access().file(), user.access().mode().writes() ? 1 : 0, port);
        } else {
            user.opened();
            step(at, port);
        }
    }

    /// The next read or write of a block, or the end.
    private void step(int at, Port port) {
        User user = users.get(at);
        if (records.isServed(at) && !user.isThrough()) {
            records.ask(at, port);
            return;
        }
        if (user.isThrough()) {
            records.through(at);
            if (!records.isServed(at) && terms.rule().asksToOpen()) {
                requests.request(
                        at,
                        Wire.CLOSE,
                        user.access().file(),
                        user.access().mode().writes() ? 1 : 0,
                        port);
            } else {
                closed(at, port);
            }
            return;
        }
        Held file = cache.file(user.access().file());
        if (file.flushing) {
            file.waiting.add(at);
            return;
        }
        int first = terms.rule().asksFirst(file, user.isWrite(), port.nanos(), terms);
        if (first == ConsistencyRule.NOTHING) {
            touch(at, file, port);
        } else {
            requests.request(at, first, file.file, first == Wire.TOKEN && user.isWrite() ? 1 : 0, port);
        }
    }

    private void touch(int at, Held file, Port port) {
        User user = users.get(at);
        int number = user.block();
        int bytes = user.touchedBytes(number);
        if (!user.isWrite()) {
            read(at, file, number, bytes, port);
        } else if (delays(file) && bytes < user.bytes(number) && cache.use(file, number) == null) {
            file.fetching++; // a call-back waits until the write is done, or two clients could keep it from each other
            fetch(at, file, number, user.bytes(number), port);
        } else {
            write(at, file, number, bytes, port);
        }
    }

    private boolean delays(Held file) {
        return terms.rule().delaysWrites() && keeps(file);
    }

    private void read(int at, Held file, int number, int bytes, Port port) {
        User user = users.get(at);
        counts.reads++;
        counts.bytesRead += bytes;
        Block block = cache.use(file, number);
        if (block != null) {
            counts.hits++;
            checker.read(self, file.file, number, checker.reading(file.file, number), block.stamp);
            records.read(at, number, block.stamp);
            stepped(at, port);
        } else {
            fetch(at, file, number, keeps(file) ? user.bytes(number) : bytes, port);
        }
    }

    private void fetch(int at, Held file, int number, int bytes, Port port) {
        User user = users.get(at);
        user.since = checker.reading(file.file, number);
        user.changes = file.changes;
        requests.request(at, Wire.READ, file.file, Wire.range(number, bytes), port);
    }

    private void write(int at, Held file, int number, int bytes, Port port) {
        long stamp = users.get(at).nextStamp();
        counts.writes++;
        counts.bytesWritten += bytes;
        checker.writing(self, file.file, number, stamp);
        records.writing(at, stamp);
        if (delays(file)) {
            file.changes++;
            int all = users.get(at).bytes(number);
            counts.overwritten += Math.min(bytes, cache.putDirty(file, number, all, stamp, port.nanos()));
            checker.cached(self, stamp);
            makeRoom(port);
            stepped(at, port);
        } else {
            counts.bytesSentBack += bytes;
            requests.request(at, Wire.WRITE, file.file, Wire.range(number, bytes), stamp, bytes, port);
        }
    }

    /// Whether blocks of a file may be in the cache.
    private boolean keeps(Held file) {
        return terms.rule().keeps(file);
    }

    /// The read or write under way is done.
    private void stepped(int at, Port port) {
        port.schedule(at, users.get(at).stepped());
    }

    private void closed(int at, Port port) {
        users.get(at).closed(port.nanos());
        rest(at, port);
    }

    private void makeRoom(Port port) {
        cache.makeRoom().forEach(block -> daemons.take(block, port));
    }

    @Override
    public void onMessage(Message message, Port port) {
        if (Wire.boot(message) != requests.boot()) {
            if (message.kind() == Wire.CALL_BACK) {
                callBacks.answer(Wire.callBackNumber(message), message.a(), false, port); // shows the new boot number
            }
            return;
        }
        switch (message.kind()) {
            case Wire.CALL_BACK -> callBacks.asked(message, cache, port);
            case Wire.DEAD -> die(port);
            default -> {
                int at = Wire.slot(message);
                if (requests.isReplied(at, message, port)) {
                    if (at < users.size()) {
                        replied(at, message, port);
                    } else {
                        writtenBack(at, port);
                    }
                }
            }
        }
    }

    private void replied(int at, Message message, Port port) {
        User user = users.get(at);
        RequestSlots.Slot asked = requests.slot(at);
        Held file = cache.file(asked.a());
        switch (asked.kind()) {
            case Wire.OPEN -> {
                if (terms.rule().opened(file, message)) {
                    callBacks.dropClean(file, cache);
                }
                user.opened();
                step(at, port);
            }
            case Wire.CLOSE -> closed(at, port);
            case Wire.READ -> {
                isRead(at, file, message);
                if (user.isWrite()) {
                    fetched(at, file, port);
                } else {
                    records.read(at, user.block(), message.payload().stamp());
                    makeRoom(port);
                    stepped(at, port);
                }
            }
            case Wire.WRITE -> {
                int block = Wire.block(asked.b());
                terms.rule().written(file, (int) message.a(), cache, block, asked.bytes(), asked.stamp());
                records.stored(at, asked.stamp());
                makeRoom(port);
                stepped(at, port);
            }
            case Wire.REMOVE -> {
                cache.forget(file);
                checker.removed(file.file);
                user.removed();
                rest(at, port);
            }
            case Wire.CHECK -> {
                terms.rule().checked(file, (int) message.a(), cache, port.nanos());
                step(at, port);
            }
            case Wire.TOKEN -> {
                terms.rule().granted(file, asked.b() != 0, message);
                step(at, port);
            }
            case Wire.UPDATE, Wire.PICK -> {
                records.answered(at, asked.kind(), message, port);
                stepped(at, port);
            }
            default -> throw new IllegalStateException("a client asked for " + asked.kind());
        }
    }

    private void isRead(int at, Held file, Message message) {
        User user = users.get(at);
        int number = user.block();
        long stamp = message.payload().stamp();
        int bytes = message.payload().length();
        boolean whole = bytes == Wire.bytes(requests.slot(at).b()) && stamp == message.a();
        checker.read(self, file.file, number, user.since, whole ? stamp : -1);
        terms.rule().heard(file, (int) message.b(), cache);
        boolean gone = file.flushing && !user.isWrite();
        if (keeps(file) && !gone && file.changes == user.changes && bytes == user.bytes(number)) {
            cache.putClean(file, number, bytes, stamp);
        }
    }

    private void fetched(int at, Held file, Port port) {
        file.fetching--;
        touch(at, file, port);
        if (file.flushing) {
            callBacks.flush(file, cache, port);
        }
    }

    /// Whether a block has been dirty for long enough.
    boolean isDue(Block block, long nanos) {
        return nanos - block.dirtySince >= terms.dueNanos();
    }

    /// The time for which the oldest dirty block is dirty already, but for those that are leaving; 0 while the node
    /// stands still.
    long oldestDirty() {
        return daemons.oldestDirty(clock);
    }

    boolean isDirty(long file, int number, long stamp) {
        Held held = cache.known(file);
        Block block = held == null ? null : held.blocks.get(number);
        return block != null && block.dirty && block.stamp == stamp;
    }

    private void writtenBack(int at, Port port) {
        Held file = daemons.arrived(at, port).file;
        if (file.flushing) {
            callBacks.flush(file, cache, port);
        }
        makeRoom(port);
        daemons.clean(port);
    }

    /// The server has declared this life dead: a new one begins, with nothing.
    private void die(Port port) {
        for (int at = 0; at < requests.count(); at++) {
            requests.cancel(at, port);
            port.cancel(at);
        }
        begin(requests.boot() + 1);
        checker.begins(self);
        resume(port);
    }
}
