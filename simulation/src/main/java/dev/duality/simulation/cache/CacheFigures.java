// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.cache.ConsistencyDeployment.CommonFiles;
import dev.duality.simulation.cache.ConsistencyDeployment.Day;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.network.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Figures of client caches in virtual time, which can be laid beside those that were published (Nelson et al.
/// 1988; Baker et al. 1991; Welch 1991). The same seed gives the same figures.
public final class CacheFigures {
    private static final int CLIENTS = 30;
    private static final int OPENS = 30_000;
    private static final int BLOCK_BYTES = 4096;
    private static final int COLD = 3; // the part of a run after which caches count as warm
    private static final int LARGE_CACHE = 2048; // blocks, 8 MB

    private final long seed;

    /// @param seed what users do is drawn from
    public CacheFigures(long seed) {
        this.seed = seed;
    }

    private CacheTerms terms(ConsistencyRule rule) {
        return new CacheTerms(
                rule,
                BLOCK_BYTES,
                0,
                new Day(4, OPENS, LARGE_CACHE, new CommonFiles(64, 40), 4 * CacheTerms.SECOND, 1, seed));
    }

    /// The bytes that go over the network with a cache of so many bytes.
    public record CacheSize(long cacheBytes, long networkBytes) {}

    /// The traffic by the size of the clients' caches, under Sprite's rules: no cache, then 128 KB, and
    /// doubling to 8 MB.
    public List<CacheSize> trafficByCacheSize() {
        List<CacheSize> sizes = new ArrayList<>();
        sizes.add(new CacheSize(0, bytes(terms(new ConsistencyRule.NoCaching()))));
        for (int blocks = 32; blocks <= LARGE_CACHE; blocks *= 2) {
            long networkBytes = bytes(terms(new ConsistencyRule.Sprite()).withCapacity(blocks));
            sizes.add(new CacheSize((long) blocks * BLOCK_BYTES, networkBytes));
        }
        return sizes;
    }

    /// The share of the traffic that is left with large caches which is there for consistency: what would go away if
    /// everybody cached and nobody looked after it.
    /// @param sharedPerMille opens, of a thousand, of files that everybody writes
    public double consistencyShare(int sharedPerMille) {
        double sprite = bytes(terms(new ConsistencyRule.Sprite()).withShared(sharedPerMille));
        return 1 - bytes(terms(new ConsistencyRule.Unchecked()).withShared(sharedPerMille)) / sprite;
    }

    /// The load of a server without and with client caches.
    ///
    /// @param blocksWithout reads and writes that it is asked for without
    /// @param blocksWith and with them
    /// @param bytesWithout what goes over the network without
    /// @param bytesWith and with them
    public record ServerLoad(long blocksWithout, long blocksWith, long bytesWithout, long bytesWith) {}

    /// The load that client caches spare the server, once they are warm.
    public ServerLoad load() {
        Played none = play(terms(new ConsistencyRule.NoCaching()));
        Played sprite = play(terms(new ConsistencyRule.Sprite()));
        return new ServerLoad(none.warmBlocks(), sprite.warmBlocks(), none.warmBytes(), sprite.warmBytes());
    }

    /// Shares of opens, 0 to 1.
    ///
    /// @param concurrent that made several clients share a file that one of them wrote
    /// @param recalls for which dirty blocks were called back
    public record Sharing(double concurrent, double recalls) {}

    /// The sharing of files, in what users do by default.
    public Sharing sharing() {
        ConsistencyDeployment deployment = play(terms(new ConsistencyRule.Sprite())).deployment;
        double opens = deployment.count("opens");
        return new Sharing(deployment.count("concurrent write sharing") / opens, deployment.count("recalls") / opens);
    }

    /// Stale reads an hour.
    public record Stale(double sprite, double token, double polling3, double polling60) {}

    /// The number of times that something stale is read.
    public Stale stale() {
        return new Stale(
                stalePerHour(terms(new ConsistencyRule.Sprite())),
                stalePerHour(terms(new ConsistencyRule.Tokens())),
                stalePerHour(terms(new ConsistencyRule.Polling()).withPoll(3 * CacheTerms.SECOND)),
                stalePerHour(terms(new ConsistencyRule.Polling()).withPoll(60 * CacheTerms.SECOND)));
    }

    private static double stalePerHour(CacheTerms terms) {
        Played report = play(terms);
        return report.deployment.count("stale reads") / (report.nanos / (3600.0 * CacheTerms.SECOND));
    }

    /// The cost of tokens where Sprite's rules take 1, on a file that several clients have open, and all read and
    /// write.
    ///
    /// @param burst how often a client touches it before others do
    /// @param bytesAtOnce of a block
    /// @param bytes over the network
    /// @param requests of the server and of clients for each read and write, but for opens and closes
    /// @param requestsOfSprite the same under Sprite's rules
    public record Tokens(int burst, int bytesAtOnce, double bytes, double requests, double requestsOfSprite) {}

    /// Tokens beside Sprite's rules, by how users share a file.
    public List<Tokens> tokens() {
        return List.of(tokens(3, 512), tokens(3, 1024), tokens(6, 512), tokens(6, 1024), tokens(12, 512));
    }

    private Tokens tokens(int burst, int bytesAtOnce) {
        Played sprite = shared(new ConsistencyRule.Sprite(), burst, bytesAtOnce);
        Played token = shared(new ConsistencyRule.Tokens(), burst, bytesAtOnce);
        return new Tokens(
                burst,
                bytesAtOnce,
                (double) token.traffic.bytes() / sprite.traffic.bytes(),
                token.deployment.requestsPerTouch(),
                sprite.deployment.requestsPerTouch());
    }

    /// All clients have one file open, nearly all the time, and touch its first block in bursts.
    private Played shared(ConsistencyRule rule, int burst, int bytesAtOnce) {
        Access.Touches touches = new Access.Touches(20 * burst, bytesAtOnce, burst);
        CacheTerms terms = new CacheTerms(
                rule, BLOCK_BYTES, 0, new Day(1, 160, LARGE_CACHE, new CommonFiles(1, 1000), 0, 1, seed));
        Files files = new Files(terms);
        int number = 0;
        while (files.bytes(Files.shared(number)) < BLOCK_BYTES) {
            number++;
        }
        long file = Files.shared(number);
        return play(terms, new ConsistencyDeployment(terms, 5) {
            @Override
            Supplier<Access> accesses(CacheTerms its, int user) {
                SplittableRandom random =
                        new SplittableRandom(SplitMix64.of(its.day().seed(), user));
                return () -> new Access(
                        random.nextLong(CacheTerms.SECOND),
                        file,
                        random.nextInt(4) == 0 ? Access.Mode.WRITE : Access.Mode.READ,
                        0,
                        1,
                        20 * CacheTerms.SECOND + random.nextLong(CacheTerms.SECOND),
                        0,
                        touches);
            }
        });
    }

    /// The share of what users write that never goes to the server, because it is written again or removed before its
    /// 30 seconds are over. What is still dirty in the end counts as sent.
    public double neverWritten() {
        ConsistencyDeployment deployment = play(terms(new ConsistencyRule.Sprite())).deployment;
        return (double) deployment.count("bytes never sent") / deployment.count("bytes written");
    }

    private static long bytes(CacheTerms terms) {
        return play(terms).warmBytes();
    }

    private record Played(
            ConsistencyDeployment deployment, Traffic traffic, long nanos, long coldBytes, long coldBlocks) {
        /// The bytes that went over the network once caches were warm.
        long warmBytes() {
            return traffic.bytes() - coldBytes;
        }

        /// The number of blocks that the server was asked for once caches were warm.
        long warmBlocks() {
            return deployment.blockRequests() - coldBlocks;
        }
    }

    private static Played play(CacheTerms terms) {
        return play(terms, new ConsistencyDeployment(terms, CLIENTS + 1));
    }

    private static Played play(CacheTerms terms, ConsistencyDeployment deployment) {
        Simulation simulation =
                new Simulation(deployment.nodes(), Network.PERFECT, terms.day().seed(), terms.blockBytes());
        simulation.start();
        long coldBytes = 0;
        long coldBlocks = 0;
        long events = 0;
        while (!deployment.finished()) {
            if (!simulation.step()) {
                fail("nothing is left to happen, but users wait");
            }
            deployment.violation().ifPresent(CacheFigures::fail);
            events++;
            if (coldBytes == 0
                    && events % 256 == 0
                    && deployment.opens() >= terms.day().opens() / COLD) {
                coldBytes = simulation.traffic().bytes();
                coldBlocks = deployment.blockRequests();
            }
        }
        deployment.violationAtEnd().ifPresent(CacheFigures::fail);
        return new Played(deployment, simulation.traffic(), simulation.nanos(), coldBytes, coldBlocks);
    }

    private static void fail(String line) {
        throw new IllegalStateException(line);
    }
}
