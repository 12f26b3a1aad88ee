// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.cache.Access;
import dev.duality.simulation.cache.Access.Mode;
import dev.duality.simulation.cache.Access.Touches;
import dev.duality.simulation.cache.Files;
import dev.duality.simulation.cache.RecordSet;
import dev.duality.simulation.loadboard.RecordsDeployment.Board;
import dev.duality.simulation.loadboard.RecordsDeployment.Form;
import dev.duality.simulation.loadboard.RecordsDeployment.Plan;
import dev.duality.simulation.loadboard.RecordsDeployment.RecordsObserver;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.workloads.JobSplit;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// The records, who updates them and who picks one, in both forms. The first user of each client is the one that
/// updates.
final class SharedRecords implements RecordSet {
    private static final int UPDATES_PER_OPEN = 16;
    private static final double MEAN_OPEN_SECONDS = 1.1; // of usual files
    private static final long SECOND = 1_000_000_000;

    private final Form form;
    private final Plan plan;
    private final int clients;
    private final Supplier<Board> boards;
    private final Board board; // the process's
    private final Board[] read; // by users that pick from a file
    private final RecordsObserver checker;
    private final CallTimes times = new CallTimes();
    private final long[] updates; // by client, each its own thread's
    private final long[] picks;
    private final long[] found;

    SharedRecords(Form form, Plan plan, int clients, Supplier<Board> boards, RecordsObserver checker) {
        this.form = form;
        this.plan = plan;
        this.clients = clients;
        this.boards = boards;
        this.board = boards.get();
        this.read = new Board[clients * (plan.usual().users() + 1)];
        this.checker = checker;
        this.updates = new long[clients];
        this.picks = new long[clients];
        this.found = new long[clients];
    }

    @Override
    public long file() {
        return Files.records(clients);
    }

    @Override
    public boolean isServed() {
        return form == Form.SERVER;
    }

    @Override
    public int recordBytes() {
        return plan.recordBytes();
    }

    private boolean isUpdating(int user) {
        return user % (plan.usual().users() + 1) == 0;
    }

    private int ordinary(int user) {
        return user - user / (plan.usual().users() + 1) - 1;
    }

    /// Those who update go on for about as long as the others.
    @Override
    public long opens(int user, long usual) {
        int ordinary = clients * plan.usual().users();
        if (!isUpdating(user)) {
            return JobSplit.share(plan.usual().opens(), ordinary(user), ordinary);
        }
        double each = plan.usual().thinkNanos()
                + MEAN_OPEN_SECONDS * SECOND / plan.usual().hurry();
        double updatesEach = each * Math.max(1, plan.usual().opens() / ordinary) / plan.periodNanos();
        return Math.max(1, Math.round(updatesEach / UPDATES_PER_OPEN));
    }

    @Override
    public Supplier<Access> accesses(int user, Supplier<Access> usual) {
        SplittableRandom random =
                new SplittableRandom(SplitMix64.of(SplitMix64.of(plan.usual().seed(), user), plan.picksPerMille()));
        if (isUpdating(user)) {
            int record = user / (plan.usual().users() + 1);
            return () -> update(record, random);
        }
        return () -> random.nextInt(1000) < plan.picksPerMille() ? pick(random) : usual.get();
    }

    private Access update(int record, SplittableRandom random) {
        Touches touches = new Touches(UPDATES_PER_OPEN, plan.recordBytes(), 1);
        long think = random.nextLong(plan.periodNanos());
        return new Access(think, file(), Mode.WRITE, record, 1, UPDATES_PER_OPEN * plan.periodNanos(), 0, touches);
    }

    private Access pick(SplittableRandom random) {
        long think =
                (long) (-StrictMath.log(1 - random.nextDouble()) * plan.usual().thinkNanos());
        int blocks = form == Form.FILE ? clients : 1;
        return new Access(think, file(), Mode.READ, 0, blocks, 0, 0, new Touches(1, plan.recordBytes(), blocks));
    }

    @Override
    public void picking(int user) {
        read[user] = boards.get();
        checker.picking(user);
    }

    @Override
    public void read(int user, int record, long stamp) {
        read[user].update(record, stamp);
    }

    @Override
    public void allRead(int client, int user) {
        int record = read[user].pick(client);
        picked(client, user, record, record == NOBODY ? 0 : read[user].stamp(record));
        read[user] = null; // as long as all hosts: thousands of users would keep one each
    }

    @Override
    public void picked(int client, int user, int record, long stamp) {
        picks[client]++;
        found[client] += record == NOBODY ? 0 : 1;
        checker.picked(user, record, stamp);
    }

    @Override
    public void updating(int client, long stamp) {
        updates[client]++;
        checker.updating(client, stamp);
    }

    @Override
    public void updated(int client, long stamp) {
        checker.updated(client, stamp);
    }

    @Override
    public void update(int client, long stamp) {
        board.update(client, stamp);
    }

    @Override
    public int pick(int client) {
        return board.pick(client);
    }

    @Override
    public long stamp(int record) {
        return board.stamp(record);
    }

    @Override
    public void took(long nanos) {
        times.add(nanos);
    }

    /// The times of updates and picks at the process.
    CallTimes times() {
        return times;
    }

    long updates() {
        return LongStream.of(updates).sum();
    }

    long picks() {
        return LongStream.of(picks).sum();
    }

    long found() {
        return LongStream.of(found).sum();
    }
}
