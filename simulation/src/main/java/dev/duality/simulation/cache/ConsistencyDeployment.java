// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.workloads.JobSplit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Clients with their users, a server, and a checker that knows what each read should have brought.
public class ConsistencyDeployment implements Deployment {
    private static final int LIVES = 1 << 8; // that a client can have between two starts

    /// The longest payload of messages.
    public static final int BLOCK_BYTES = 4096;

    /// A usual day of users on clients with caches.
    ///
    /// @param users of each client
    /// @param opens how many all users together make
    /// @param capacity blocks in a client's cache
    /// @param thinkNanos how long a user waits between two files, on average
    /// @param hurry how many times faster everything happens that a person or a daemon waits for
    public record Day(int users, long opens, int capacity, CommonFiles common, long thinkNanos, long hurry, long seed) {
        CacheTerms sprite() {
            return new CacheTerms(new ConsistencyRule.Sprite(), BLOCK_BYTES, 0, this);
        }
    }

    /// The files that are not one user's alone.
    ///
    /// @param read how many files everybody reads and nobody writes
    /// @param writtenPerMille opens, of a thousand, of files that everybody writes
    public record CommonFiles(int read, int writtenPerMille) {}

    private final CacheTerms terms;
    private final RecordSet records;
    private final int clients;
    private final ConsistencyChecker checker;
    private final Disk disk = new Disk();
    private final ServerCounts server = new ServerCounts();
    private final ClientCounts[] counts;
    private final List<List<User>> users = new ArrayList<>();
    private final CacheClient[] running;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final Boots boots;
    private int next;

    ConsistencyDeployment(CacheTerms terms, int count) {
        this(terms, count, RecordSet.NONE);
    }

    ConsistencyDeployment(Day day, int count, RecordSet records) {
        this(day.sprite(), count, records);
    }

    /// Clients under Sprite's rules, with records beside their files.
    /// @param count how many nodes in all; the last one is the server
    public static ConsistencyDeployment withRecords(Day day, int count, RecordSet records) {
        return new ConsistencyDeployment(day, count, records);
    }

    private ConsistencyDeployment(CacheTerms terms, int count, RecordSet records) {
        this.terms = terms;
        this.records = records;
        this.clients = count - 1;
        this.checker = new ConsistencyChecker(terms.rule().readsStale());
        this.counts = new ClientCounts[clients];
        this.running = new CacheClient[clients];
        this.boots = new Boots(count, this::node);
        int all = clients * terms.day().users();
        unfinished.set(all);
        for (int client = 0; client < clients; client++) {
            counts[client] = new ClientCounts();
            List<User> its = new ArrayList<>();
            for (int user = client * terms.day().users();
                    user < (client + 1) * terms.day().users();
                    user++) {
                Supplier<Access> accesses = records.accesses(user, accesses(terms, user));
                long opens = records.opens(user, opens(terms, user, all));
                its.add(new User(terms, user, accesses, opens, unfinished));
            }
            users.add(its);
        }
    }

    Supplier<Access> accesses(CacheTerms its, int user) {
        return new Accesses(its, user);
    }

    /// The number of files that a user opens.
    long opens(CacheTerms its, int user, int all) {
        return JobSplit.share(its.day().opens(), user, all);
    }

    @Override
    public List<Node> nodes() {
        return boots.nodes();
    }

    @Override
    public Node restarted(int node) {
        return boots.restarted(node);
    }

    private Node node(int node, int boot) {
        if (node == clients) {
            return server(terms, disk, checker, server);
        }
        running[node] = client(terms, node, clients, boot * LIVES, checker, counts[node], users.get(node));
        return running[node];
    }

    CacheServer server(CacheTerms its, Disk kept, ConsistencyChecker checker, ServerCounts counter) {
        return new CacheServer(its, kept, checker, counter, records);
    }

    CacheClient client(
            CacheTerms its,
            int self,
            int to,
            int boot,
            ConsistencyChecker checker,
            ClientCounts counter,
            List<User> work) {
        return new CacheClient(its, self, to, boot, checker, counter, work, records);
    }

    @Override
    public boolean finished() {
        return unfinished.get() == 0;
    }

    /// No read is stale, unless the rule allows it; every block holds what was written there; nothing stays dirty for
    /// longer than 35 seconds. Looks at one client each time.
    @Override
    public Optional<String> violation() {
        if (terms.rule().delaysWrites()) {
            next = next + 1 == clients ? 0 : next + 1;
            long age = running[next].oldestDirty();
            if (age
                    > CacheClient.OLDEST_DIRTY_SECONDS
                            * CacheTerms.SECOND
                            / terms.day().hurry()) {
                checker.tell("client %d has had a dirty block for %,d ns".formatted(next, age));
            }
        }
        return checker.violation();
    }

    @Override
    public Optional<String> violationAtEnd() {
        return terms.rule().losesWrites()
                ? Optional.empty()
                : checker.violationAtEnd((client, file, block, stamp) -> running[client].isDirty(file, block, stamp));
    }

    @Override
    public long digest() {
        return checker.digest();
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("opens", opens());
        all.put("reads", sum(each -> each.reads));
        all.put("writes", sum(each -> each.writes));
        all.put("bytes read", sum(each -> each.bytesRead));
        all.put("bytes written", sum(each -> each.bytesWritten));
        all.put("hits", sum(each -> each.hits));
        all.put("bytes sent back", sum(each -> each.bytesSentBack));
        all.put("bytes never sent", sum(each -> each.overwritten + each.removed));
        all.put("requests", LongStream.of(server.requests).sum());
        all.put("call-backs", server.callBacks);
        all.put("recalls", server.recalls);
        all.put("concurrent write sharing", server.concurrentOpens);
        all.put("uncacheable opens", server.uncacheableOpens);
        all.put("stale reads", checker.staleReads());
        all.put("declared dead", server.declaredDead);
        all.put("writes lost", checker.writesLost());
        all.put("reads of the dead", checker.readsOfTheDead());
        return all;
    }

    long count(String name) {
        return counts().get(name);
    }

    /// The number of blocks that the server was asked to read or write.
    long blockRequests() {
        return server.requests[Wire.READ] + server.requests[Wire.WRITE];
    }

    /// The number of files that were opened.
    long opens() {
        return sum(each -> each.opens);
    }

    /// The number of opens that the server has answered.
    public long opensServed() {
        return server.opens;
    }

    /// The share of all opens that are of files that nobody may cache, from 0 to 1.
    public double uncacheableShare() {
        return (double) server.uncacheableOpens / server.opens;
    }

    /// The number of requests beside opens and closes, of the server and of clients, for each read and write.
    double requestsPerTouch() {
        long requests = blockRequests() + server.requests[Wire.TOKEN] + server.callBacks;
        return (double) requests / sum(each -> each.reads + each.writes);
    }

    private long sum(ToLongFunction<ClientCounts> what) {
        return Stream.of(counts).mapToLong(what).sum();
    }

    /// The longest time for which a block was dirty when it was chosen to be written back.
    long oldestDirtyNanos() {
        return Stream.of(counts).mapToLong(each -> each.oldestDirtyNanos).max().orElse(0);
    }
}
