// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.cache.Access.Mode;
import dev.duality.simulation.cache.Access.Touches;
import dev.duality.workloads.JobSplit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Clients under Sprite's rules with a usual day's users, and beside them a set of records of which each client updates
/// its own and users pick one. The records are a file, or with a process beside the file server: everybody does the
/// same in both forms. The first user of each client is the one that updates.
public class RecordsCast extends ConsistencyCast {
    /// Where the records are.
    public enum Form {
        /// In a file, which everybody who updates has open, and of which who picks reads all records.
        FILE,
        /// With a process that the file server runs: an update is a request, and so is a pick.
        SERVER
    }

    /// What is made of records. For one thread.
    public interface Board {
        /// A record is this now.
        /// @param stamp what its bytes are made from, different at each update
        void update(int record, long stamp);

        /// Picks a record for a client.
        /// @return [#NOBODY] if none will do
        int pick(int client);

        /// What a record is now, 0 if nothing was ever said of it.
        long stamp(int record);
    }

    /// Sees updates and picks as they begin and end. Called by all nodes.
    public interface Onlooker {
        void updating(int client, long stamp);

        /// The server has it. Not all that it has is told.
        void updated(int client, long stamp);

        void picking(int user);

        /// @param record [Board#pick]'s
        /// @param stamp the record's
        void picked(int user, int record, long stamp);

        /// What must not be and was seen.
        Optional<String> violation();
    }

    /// What clients do.
    ///
    /// @param users of each client
    /// @param opens how many all users together make, picks among them
    /// @param capacity blocks in a client's cache
    /// @param commonFiles how many files everybody reads and nobody writes
    /// @param sharedPerMille opens, of a thousand, of other files that everybody writes
    /// @param picksPerMille opens, of a thousand, that are picks
    /// @param recordBytes what a record is long
    /// @param thinkNanos how long a user waits between two files, on average
    /// @param periodNanos how long a client waits between two updates
    /// @param hurry how many times faster everything happens that a person or a daemon waits for
    public record Plan(
            int users,
            long opens,
            int capacity,
            int commonFiles,
            int sharedPerMille,
            int picksPerMille,
            int recordBytes,
            long thinkNanos,
            long periodNanos,
            long hurry,
            long seed) {
        private Terms terms() {
            return new Terms(
                    new ConsistencyRule.Sprite(),
                    BLOCK_BYTES,
                    capacity,
                    users + 1,
                    opens,
                    commonFiles,
                    sharedPerMille,
                    thinkNanos,
                    hurry,
                    0,
                    seed);
        }
    }

    /// No record.
    public static final int NOBODY = -1;

    /// The longest payload of messages.
    public static final int BLOCK_BYTES = 4096;

    private static final int UPDATES_PER_OPEN = 16;
    private static final double MEAN_OPEN_SECONDS = 1.1; // of usual files

    private final Form form;
    private final Plan plan;
    private final int clients;
    private final Supplier<Board> boards;
    private final Board board;
    private final Onlooker onlooker;
    private final long[] updates;
    private final long[] picks;
    private final long[] found;

    /// @param nodes how many in all; the last one is the server
    /// @param boards makes a board that knows nothing: the process has one, or each user that picks
    public RecordsCast(Form form, Plan plan, int nodes, Supplier<Board> boards, Onlooker onlooker) {
        this.form = form;
        this.plan = plan;
        this.clients = nodes - 1;
        this.boards = boards;
        this.board = boards.get();
        this.onlooker = onlooker;
        this.updates = new long[nodes - 1];
        this.picks = new long[nodes - 1];
        this.found = new long[nodes - 1];
        super(plan.terms(), nodes);
    }

    private boolean updates(int user) {
        return user % (plan.users + 1) == 0;
    }

    private int ordinary(int user) {
        return user - user / (plan.users + 1) - 1;
    }

    /// Those who update go on for about as long as the others.
    @Override
    long opens(Terms terms, int user, int all) {
        int ordinary = clients * plan.users;
        if (!updates(user)) {
            return JobSplit.share(plan.opens, ordinary(user), ordinary);
        }
        double each = plan.thinkNanos + MEAN_OPEN_SECONDS * Terms.SECOND / plan.hurry;
        double updatesEach = each * Math.max(1, plan.opens / ordinary) / plan.periodNanos;
        return Math.max(1, Math.round(updatesEach / UPDATES_PER_OPEN));
    }

    @Override
    Supplier<Access> accesses(Terms terms, int user) {
        SplittableRandom random =
                new SplittableRandom(SplitMix64.of(SplitMix64.of(plan.seed, user), plan.picksPerMille));
        if (updates(user)) {
            int record = user / (plan.users + 1);
            return () -> update(record, random);
        }
        Supplier<Access> usual = super.accesses(terms, user);
        return () -> random.nextInt(1000) < plan.picksPerMille ? pick(random) : usual.get();
    }

    private Access update(int record, SplittableRandom random) {
        Touches touches = new Touches(UPDATES_PER_OPEN, plan.recordBytes, 1);
        long think = random.nextLong(plan.periodNanos);
        return new Access(think, file(), Mode.WRITE, record, 1, UPDATES_PER_OPEN * plan.periodNanos, 0, touches);
    }

    private Access pick(SplittableRandom random) {
        long think = (long) (-Math.log(1 - random.nextDouble()) * plan.thinkNanos);
        int blocks = form == Form.FILE ? clients : 1;
        return new Access(think, file(), Mode.READ, 0, blocks, 0, 0, new Touches(1, plan.recordBytes, blocks));
    }

    private long file() {
        return Files.records(clients);
    }

    @Override
    CacheClient client(
            Terms terms, int self, int server, int boot, Oracle oracle, ClientCounts counts, List<User> users) {
        return new Client(terms, self, server, boot, oracle, counts, users);
    }

    @Override
    CacheServer server(Terms terms, Disk disk, Oracle oracle, ServerCounts counts) {
        return new Server(terms, disk, oracle, counts);
    }

    /// What updates and picks take of the network.
    public RecordsMeter meter() {
        return new RecordsMeter(file(), clients);
    }

    /// Which share of all opens is of files that nobody may cache, from 0 to 1.
    public double uncacheableShare() {
        return (double) count("uncacheable opens") / opensServed();
    }

    @Override
    public Optional<String> violation() {
        return super.violation().or(onlooker::violation);
    }

    /// What was written, and what the process was told last.
    @Override
    public long digest() {
        long digest = super.digest();
        for (int record = 0; record < clients; record++) {
            digest += SplitMix64.of(record, board.stamp(record));
        }
        return digest;
    }

    /// Updates and picks first, and then what is counted with all files.
    @Override
    public Map<String, Long> counts() {
        Map<String, Long> all = new LinkedHashMap<>();
        long updated = LongStream.of(updates).sum();
        long picked = LongStream.of(picks).sum();
        all.put("updates and picks", updated + picked);
        all.put("updates", updated);
        all.put("picks", picked);
        all.put("picks of nobody", picked - LongStream.of(found).sum());
        all.putAll(super.counts());
        all.replace("opens", opensServed());
        return all;
    }

    private final class Client extends CacheClient {
        private final Board[] read; // by users that pick from a file

        Client(Terms terms, int self, int to, int boot, Oracle oracle, ClientCounts counts, List<User> users) {
            super(terms, self, to, boot, oracle, counts, users);
            this.read = new Board[users.size()];
        }

        private boolean isAboutRecords(int at) {
            return users.get(at).access().file() == file();
        }

        private boolean isPick(int at) {
            return isAboutRecords(at) && !users.get(at).access().mode().writes();
        }

        private int number(int at) {
            return self * users.size() + at;
        }

        @Override
        void open(int at, Port port) {
            if (isPick(at)) {
                read[at] = boards.get();
                onlooker.picking(number(at));
            }
            if (form == Form.SERVER && isAboutRecords(at)) {
                users.get(at).opened();
                step(at, port);
            } else {
                super.open(at, port);
            }
        }

        @Override
        void step(int at, Port port) {
            User user = users.get(at);
            if (form == Form.SERVER && isAboutRecords(at)) {
                if (user.isThrough()) {
                    closed(at, port);
                } else if (user.isWrite()) {
                    long stamp = user.nextStamp();
                    writing(at, stamp);
                    ask(at, Wire.UPDATE, file(), stamp, plan.recordBytes, port);
                } else {
                    ask(at, Wire.PICK, file(), 0, 0, port);
                }
                return;
            }
            if (isPick(at) && user.isThrough()) {
                int record = read[at].pick(self);
                picked(at, record, record == NOBODY ? 0 : read[at].stamp(record));
            }
            super.step(at, port);
        }

        @Override
        void saw(int at, int block, long stamp) {
            if (isPick(at) && stamp != Oracle.initial(file(), block)) {
                read[at].update(block, stamp);
            }
        }

        @Override
        void writing(int at, long stamp) {
            if (isAboutRecords(at)) {
                updates[self]++;
                onlooker.updating(self, stamp);
            }
        }

        @Override
        void stored(int at, long stamp) {
            if (isAboutRecords(at)) {
                onlooker.updated(self, stamp);
            }
        }

        @Override
        void answered(int at, int kind, Message message, Port port) {
            switch (kind) {
                case Wire.UPDATE -> stored(at, message.a());
                case Wire.PICK -> picked(at, (int) message.b(), message.a());
                default -> super.answered(at, kind, message, port);
            }
            stepped(at, port);
        }

        private void picked(int at, int record, long stamp) {
            picks[self]++;
            found[self] += record == NOBODY ? 0 : 1;
            onlooker.picked(number(at), record, stamp);
        }
    }

    /// The file server, and the process beside it. What the process was told outlives a crash, as files do.
    class Server extends CacheServer {
        Server(Terms terms, Disk disk, Oracle oracle, ServerCounts counts) {
            super(terms, disk, oracle, counts);
        }

        @Override
        void answer(Wish wish, Message message, Port port) {
            switch (message.kind()) {
                case Wire.UPDATE -> {
                    board.update(wish.client(), message.b());
                    reply(wish, message.b(), 0, 0, port);
                }
                case Wire.PICK -> {
                    int record = board.pick(wish.client());
                    reply(wish, record == NOBODY ? 0 : board.stamp(record), record, 0, port);
                }
                default -> super.answer(wish, message, port);
            }
        }
    }
}
