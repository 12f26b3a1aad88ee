// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.cache.BlockCache.Block;
import dev.duality.simulation.cache.BlockCache.Held;
import dev.duality.simulation.cache.BlockCache.Token;
import java.util.List;

/// A client: its users open, read, write and close files through its cache.
///
/// Each user, and each of the daemons that write blocks back, has one request under way, and sends it again until the
/// reply comes. While a call-back is being done for a file, its users wait.
class CacheClient implements Node {
    /// How many blocks can be on their way to the server, as daemons take them.
    static final int CLEANERS = 6;

    /// How old a dirty block can get: 30 seconds, and the time to the next look.
    static final long OLDEST_DIRTY_SECONDS = 35;

    private final Terms terms;
    final int self;
    private final int server;
    private final Oracle oracle;
    private final ClientCounts counts;
    final List<User> users;
    private final RequestSlots requests;
    private final WriteBack daemons;
    private BlockCache cache;
    private Port clock;

    /// @param boot the first boot number of this life; it has 255 more, for being declared dead
    /// @param users what they have still to do survives a crash
    CacheClient(Terms terms, int self, int server, int boot, Oracle oracle, ClientCounts counts, List<User> users) {
        this.terms = terms;
        this.self = self;
        this.server = server;
        this.oracle = oracle;
        this.counts = counts;
        this.users = users;
        this.requests = new RequestSlots(server, users.size() + CLEANERS);
        this.daemons = new WriteBack(terms, requests, users.size(), counts, this::isDue);
        begin(boot);
    }

    private void begin(int boot) {
        cache = new BlockCache(terms.capacity());
        daemons.begin(cache);
        requests.begin(boot);
    }

    @Override
    public void onStart(Port port) {
        clock = port;
        oracle.begins(self);
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
        oracle.removing(file.file);
        requests.request(at, Wire.REMOVE, file.file, 0, port);
    }

    /// The user's next access begins.
    void open(int at, Port port) {
        User user = users.get(at);
        if (terms.rule().asksToOpen()) {
            requests.request(
                    at, Wire.OPEN, user.access().file(), user.access().mode().writes() ? 1 : 0, port);
        } else {
            user.opened();
            step(at, port);
        }
    }

    /// The next read or write of a block, or the end.
    void step(int at, Port port) {
        User user = users.get(at);
        if (user.isThrough()) {
            if (terms.rule().asksToOpen()) {
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
            oracle.read(self, file.file, number, oracle.reading(file.file, number), block.stamp);
            saw(at, number, block.stamp);
            stepped(at, port);
        } else {
            fetch(at, file, number, keeps(file) ? user.bytes(number) : bytes, port);
        }
    }

    private void fetch(int at, Held file, int number, int bytes, Port port) {
        User user = users.get(at);
        user.since = oracle.reading(file.file, number);
        user.changes = file.changes;
        requests.request(at, Wire.READ, file.file, Wire.range(number, bytes), port);
    }

    private void write(int at, Held file, int number, int bytes, Port port) {
        long stamp = users.get(at).nextStamp();
        counts.writes++;
        counts.bytesWritten += bytes;
        oracle.writing(self, file.file, number, stamp);
        writing(at, stamp);
        if (delays(file)) {
            file.changes++;
            int all = users.get(at).bytes(number);
            counts.overwritten += Math.min(bytes, cache.putDirty(file, number, all, stamp, port.nanos()));
            oracle.cached(self, stamp);
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
    final void stepped(int at, Port port) {
        port.schedule(at, users.get(at).stepped());
    }

    final void closed(int at, Port port) {
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
                answer(Wire.callBackNumber(message), message.a(), false, port); // shows the new boot number
            }
            return;
        }
        switch (message.kind()) {
            case Wire.CALL_BACK -> callBack(message, port);
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
                    dropClean(file);
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
                    saw(at, user.block(), message.payload().stamp());
                    makeRoom(port);
                    stepped(at, port);
                }
            }
            case Wire.WRITE -> {
                isWritten(file, asked, (int) message.a());
                stored(at, asked.stamp());
                makeRoom(port);
                stepped(at, port);
            }
            case Wire.REMOVE -> {
                cache.forget(file);
                oracle.removed(file.file);
                user.removed();
                rest(at, port);
            }
            case Wire.CHECK -> {
                checked(file, (int) message.a(), port.nanos());
                step(at, port);
            }
            case Wire.TOKEN -> {
                granted(file, asked.b() != 0, message);
                step(at, port);
            }
            default -> answered(at, asked.kind(), message, port);
        }
    }

    /// A user has read a block.
    void saw(int at, int block, long stamp) {}

    /// A user is about to write a block.
    void writing(int at, long stamp) {}

    /// What a user has written has gone through to the server.
    void stored(int at, long stamp) {}

    /// The reply to what a user has asked for, if it is nothing that file servers do.
    void answered(int at, int kind, Message message, Port port) {
        throw new IllegalStateException("a client asked for " + kind);
    }

    /// Asks for something that file servers do not do.
    /// @param bytes of the payload, which is made from `b`
    final void ask(int at, int kind, long a, long b, int bytes, Port port) {
        requests.request(at, kind, a, b, b, bytes, port);
    }

    /// Drops a file's blocks. The server saw to it that none is dirty.
    private void dropClean(Held file) {
        if (file.dirty > 0) {
            oracle.tell("client %d drops %d dirty blocks of file %x".formatted(self, file.dirty, file.file));
        }
        cache.drop(file);
        file.changes++;
    }

    private void granted(Held file, boolean write, Message message) {
        long stamp = Wire.openStamp(message);
        if (stamp >= file.stamp) {
            file.stamp = stamp;
            file.token = write || file.token == Token.WRITE ? Token.WRITE : Token.READ;
        }
    }

    private void isRead(int at, Held file, Message message) {
        User user = users.get(at);
        int number = user.block();
        long stamp = message.payload().stamp();
        int bytes = message.payload().length();
        boolean whole = bytes == Wire.bytes(requests.slot(at).b()) && stamp == message.a();
        oracle.read(self, file.file, number, user.since, whole ? stamp : -1);
        if (terms.rule().countsWrites()) {
            newer(file, (int) message.b());
        }
        boolean gone = file.flushing && !user.isWrite();
        if (keeps(file) && !gone && file.changes == user.changes && bytes == user.bytes(number)) {
            cache.putClean(file, number, bytes, stamp);
        }
    }

    private void fetched(int at, Held file, Port port) {
        file.fetching--;
        touch(at, file, port);
        if (file.flushing) {
            flush(file, port);
        }
    }

    private void isWritten(Held file, RequestSlots.Slot write, int version) {
        if (terms.rule().countsWrites()) {
            if (file.version == version - 1) {
                file.version = version;
            } else {
                newer(file, version);
            }
            file.changes++;
            cache.putClean(file, Wire.block(write.b()), write.bytes(), write.stamp());
        }
    }

    private void checked(Held file, int version, long nanos) {
        newer(file, version);
        file.checkedNanos = nanos;
    }

    /// What is known of another version is dropped.
    private void newer(Held file, int version) {
        if (version > file.version) {
            cache.drop(file);
            file.changes++;
            file.version = version;
        }
    }

    /// Whether a block has been dirty for long enough.
    boolean isDue(Block block, long nanos) {
        return nanos - block.dirtySince >= terms.dueNanos();
    }

    /// How long the oldest dirty block is dirty already, but for those that are leaving; 0 while the node stands still.
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
            flush(file, port);
        }
        makeRoom(port);
        daemons.clean(port);
    }

    private void callBack(Message message, Port port) {
        Held file = cache.file(message.a());
        long number = Wire.callBackNumber(message);
        if (Wire.askedStamp(message) > file.stamp) {
            answer(number, message.a(), false, port); // it is about an open whose reply is still on its way
            return;
        }
        file.callBack = number;
        file.invalidating = Wire.isInvalidate(message) || file.flushing && file.invalidating;
        file.flushing = true;
        flush(file, port);
    }

    /// Writes back what is dirty, and then does what else the call-back asks for.
    private void flush(Held file, Port port) {
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
            dropClean(file);
            file.cacheable = false;
            file.token = Token.NONE;
        } else if (file.token == Token.WRITE) {
            file.token = Token.READ;
        }
        answer(file.callBack, file.file, true, port);
        List<Integer> waiting = List.copyOf(file.waiting);
        file.waiting.clear();
        waiting.forEach(at -> step(at, port));
    }

    private void answer(long number, long file, boolean done, Port port) {
        Message message = port.message(server);
        message.set(Wire.CALLED_BACK, Wire.callBack(requests.boot(), number), file, done ? 1 : 0);
        message.payload().length(0);
        port.offer(server);
    }

    /// The server has declared this life dead: a new one begins, with nothing.
    private void die(Port port) {
        for (int at = 0; at < requests.count(); at++) {
            requests.cancel(at, port);
            port.cancel(at);
        }
        begin(requests.boot() + 1);
        oracle.begins(self);
        resume(port);
    }
}
