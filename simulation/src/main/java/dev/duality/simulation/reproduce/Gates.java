// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.reproduce;

import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Series;
import dev.duality.results.laws.Usl;
import dev.duality.simulation.cache.CacheFigures;
import dev.duality.simulation.detector.DetectorFigures;
import dev.duality.simulation.interrupt.LivelockFigures;
import dev.duality.simulation.loadboard.LoadboardFigures;
import dev.duality.simulation.mapreduce.MapReduceFigures;
import dev.duality.simulation.mutex.MutexFigures;
import dev.duality.simulation.prefix.PrefixFigures;
import dev.duality.simulation.rpc.RpcFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The published results that virtual time gives again, in the order of their numbers.
public final class Gates {
    private static final long SEED = 1;
    private static final double LOSS_FREE_TIMES = 2.1; // the load at which the paper's curves are compared
    private static final double OVERLOAD_TIMES = 3;

    private static final List<Double> SERIAL = List.of(0.01, 0.05, 0.25);

    private static final double GAMMA = 1_000;
    private static final double ALPHA = 0.03;
    private static final double BETA = 0.005;
    private static final double USL_NOISE = 0.02;
    private static final int USL_MOST = 32;
    private static final int USL_FORKS = 10;
    private static final int USL_SEEDS = 10;

    private Gates() {}

    /// All of them.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        12,
                        "Amdahl 1967",
                        "a job whose serial part is known: speedups with 2 to 8 workers; the s that is fitted",
                        "1/(s + (1-s)/n); s",
                        "+-1 %",
                        _ -> amdahl()),
                new Gate(
                        15,
                        "Gunther 1993",
                        "the USL's alpha, beta, gamma, planted with 2 % noise, and its n*",
                        "as planted",
                        "+-10 %; n* +-1",
                        _ -> usl()),
                new Gate(
                        17,
                        "Lamport 1978",
                        "messages for each entry, 2 to 8 processes, 10,000 entries each time",
                        "3(n-1)",
                        "exact",
                        _ -> messages()),
                new Gate(
                        18,
                        "Lamport 1978",
                        "never two inside; granted in the order of (time, process)",
                        "always",
                        "exact",
                        _ -> order()),
                new Gate(
                        19,
                        "Lamport 1978",
                        "later requests granted after one of 2 to 8 processes has stopped",
                        "0",
                        "exact",
                        _ -> halts()),
                new Gate(
                        20,
                        "Lamport 1978, Welch 1990",
                        "observers of a dead and of a paused process write the same, until it goes on",
                        "cannot be told apart",
                        "byte-equal",
                        _ -> corollary()),
                new Gate(
                        21,
                        "Hayashibara 2004",
                        "the higher of 8 thresholds: fewer false suspicions, slower detection",
                        "a trade-off",
                        "monotone",
                        _ -> tradeOff()),
                new Gate(
                        22,
                        "Welch 1990",
                        "restarts that are seen by the boot number of the first message",
                        "all",
                        "100 %",
                        _ -> restarts()),
                new Gate(
                        23,
                        "Welch 1986",
                        "executions of a call over a network that loses and doubles",
                        "at most once",
                        "never >1, =1 if it succeeded",
                        Gates::executions),
                new Gate(
                        24, "Welch 1986", "messages for each call, nothing lost", "2", "exact", _ -> messagesPerCall()),
                new Gate(
                        25,
                        "Sprite's source",
                        "a dead server is given up after 8 tries",
                        "5.5 s",
                        "+-0.1 s",
                        _ -> giveUp()),
                new Gate(
                        26,
                        "Ousterhout 1988",
                        "a call of k KB takes a + b k",
                        "2.8 ms + 1.2 ms/KB, 727 KB/s",
                        "R2 >= 0.99, +-3 %",
                        Gates::latency),
                new Gate(
                        27,
                        "Ousterhout 1988, Douglis 1991",
                        "16 fragments in one call beside 16 calls; 8 channels beside 1",
                        ">2; 1.38",
                        ">= 2; 1.2 to 1.6",
                        Gates::gains),
                new Gate(
                        28,
                        "Welch 1990",
                        "lookups that a link redirects; requests for each lookup",
                        "13.5 %; 1.14",
                        "+-1 %; +-0.03",
                        _ -> redirects()),
                new Gate(
                        29,
                        "Welch, Ousterhout 1986",
                        "each domain moves: wrong answers; broadcasts of a client for one stale hint",
                        "0; 1",
                        "exact; at most 1",
                        _ -> moves()),
                new Gate(
                        30,
                        "Nelson 1988",
                        "traffic falls with the client's cache, then no more; share of consistency",
                        "falls, flat; 1/4",
                        "falls, <3 %; 15-35 %",
                        _ -> cacheSizes()),
                new Gate(
                        32,
                        "Nelson 1988",
                        "the server's work without and with client caches",
                        "/4",
                        "3 to 6",
                        _ -> load()),
                new Gate(
                        33,
                        "Baker 1991",
                        "opens that share a file concurrently; that call dirty blocks back",
                        "0.34 %; 1.7 %",
                        "0.18-0.56 %; 0.79-3.35 %",
                        _ -> sharing()),
                new Gate(
                        34,
                        "Baker 1991",
                        "stale reads: Sprite, token; polling of 60 s beside 3 s",
                        "0, 0; 30",
                        "0 exact; 5 to 100",
                        _ -> stale()),
                new Gate(
                        35,
                        "Baker 1991",
                        "tokens beside Sprite's rules: bytes, requests",
                        "0.37-2.75; 0.14-1.0",
                        "within",
                        _ -> tokens()),
                new Gate(
                        36,
                        "Welch 1991",
                        "new bytes that are never written to the server",
                        "38-48 %",
                        "25-55 %",
                        _ -> neverWritten()),
                new Gate(
                        37,
                        "Welch 1991",
                        "host loads in a file, at a process: uncacheable opens; bytes of the second beside the first",
                        "7.5 %; <1 %",
                        ">5 %; <1 %; <10 %",
                        Gates::loadboard),
                new Gate(
                        44,
                        "Mogul 1996",
                        "output at 2.1 times the loss-free rate: interrupts; no quota; quota",
                        "27-40 %; <= 6 %; >= 97 % of peak",
                        "<= 50 %; <= 20 %; >= 90 %",
                        Gates::livelock),
                new Gate(
                        45,
                        "Mogul 1996",
                        "output at 3 times the loss-free rate with a process: no feedback; feedback",
                        "<= 8 %; >= 95 % of peak",
                        "<= 20 %; >= 90 %",
                        Gates::feedback),
                new Gate(
                        50,
                        "Dean 2004",
                        "a sort without back-up tasks; with 11 % of its workers killed; output",
                        "+44 %; +5 %",
                        ">+20 %; <+25 %; the same",
                        Gates::stragglers));
    }

    /// The farthest from the law, and from the s that was planted.
    private static Finding amdahl() {
        double off = 0;
        double offSerial = 0;
        List<String> fitted = new ArrayList<>();
        for (double s : SERIAL) {
            SortedMap<Integer, Double> seconds = MapReduceFigures.secondsByWorkers(s);
            for (int n : seconds.keySet()) {
                double speedup = seconds.get(1) / seconds.get(n);
                off = Math.max(off, Math.abs(speedup * (s + (1 - s) / n) - 1));
            }
            Scaling found = Laws.of(Series.once("job", Quantity.SECONDS, seconds), SEED);
            double serial =
                    found.amdahl().given().map(law -> law.serial().value()).orElse(Double.POSITIVE_INFINITY);
            offSerial = Math.max(offSerial, Math.abs(serial / s - 1));
            fitted.add("%.3f of %s".formatted(serial, s));
        }
        return Finding.of(
                off <= 0.01 && offSerial <= 0.01,
                "within %.2f %%; s %s".formatted(100 * off, String.join(", ", fitted)));
    }

    /// The farthest from what was planted, of ten seeds.
    private static Finding usl() {
        double worst = 0;
        double worstPeak = 0;
        double peak = Math.sqrt((1 - ALPHA) / BETA);
        for (long seed = 1; seed <= USL_SEEDS; seed++) {
            Optional<Usl> law = Laws.of(planted(seed), seed).usl().given();
            double[] off = law.map(found -> new double[] {
                        found.capacity().value() / GAMMA,
                        found.contention().value() / ALPHA,
                        found.coherence().value() / BETA
                    })
                    .orElse(new double[] {Double.POSITIVE_INFINITY});
            worst = Math.max(
                    worst,
                    Arrays.stream(off).map(share -> Math.abs(share - 1)).max().orElseThrow());
            worstPeak = Math.max(
                    worstPeak,
                    law.flatMap(found -> found.peak().given())
                            .map(found -> Math.abs(found.value() - peak))
                            .orElse(Double.POSITIVE_INFINITY));
        }
        return Finding.of(
                worst <= 0.1 && worstPeak <= 1,
                "within %.1f %%; n* within %.1f of %.1f".formatted(100 * worst, worstPeak, peak));
    }

    private static Series planted(long seed) {
        Random random = new Random(seed);
        List<Series.Point> points = new ArrayList<>();
        for (int n = 1; n <= USL_MOST; n++) {
            double throughput = GAMMA * n / (1 + ALPHA * (n - 1) + BETA * n * (n - 1));
            SortedMap<Integer, Double> forks = new TreeMap<>();
            for (int fork = 1; fork <= USL_FORKS; fork++) {
                forks.put(fork, throughput * (1 + USL_NOISE * random.nextGaussian()));
            }
            points.add(new Series.Point(n, n, forks));
        }
        return new Series("planted", Quantity.THROUGHPUT, points, Optional.empty(), OptionalInt.empty());
    }

    private static Finding stragglers(Constants constants) {
        MapReduceFigures.Sort sort = MapReduceFigures.sort(
                Math.round(1_000 * constants.get("stragglers")), Math.round(constants.get("slowness")));
        double alone = 100 * (sort.withoutBackup() / sort.seconds() - 1);
        double killed = 100 * (sort.killed() / sort.seconds() - 1);
        return Finding.of(
                alone > 20 && killed < 25 && sort.lost() > 0 && sort.alike(),
                "%+.0f %%; %+.0f %%, %d maps again; %s"
                        .formatted(alone, killed, sort.lost(), sort.alike() ? "the same" : "another"));
    }

    private static Finding messages() {
        List<MutexFigures.Entries> all = MutexFigures.entries();
        boolean met = all.stream().allMatch(one -> one.messages() == one.expected());
        return new Finding(
                all.stream()
                        .map(one -> Long.toString(one.messages() / one.entries()))
                        .collect(Collectors.joining(", ")),
                Verdict.of(met));
    }

    private static Finding order() {
        return MutexFigures.entries().stream()
                .flatMap(one -> one.objection().stream())
                .findFirst()
                .map(objection -> new Finding(objection, Verdict.MISSED))
                .orElse(new Finding("always", Verdict.MET));
    }

    private static Finding halts() {
        long granted = MutexFigures.crashes().stream()
                .mapToLong(MutexFigures.Halt::granted)
                .sum();
        long paused = MutexFigures.pauses().stream()
                .mapToLong(MutexFigures.Halt::granted)
                .sum();
        return Finding.of(granted == 0 && paused == 0, "%d after a crash, %d in a pause".formatted(granted, paused));
    }

    private static Finding corollary() {
        DetectorFigures.Corollary found = DetectorFigures.corollary();
        return Finding.of(
                found.alike() == found.runs() && found.bytes() > 0,
                "%d of %d alike, %,d bytes".formatted(found.alike(), found.runs(), found.bytes()));
    }

    private static Finding tradeOff() {
        List<DetectorFigures.TradeOff> all = DetectorFigures.tradeOffs();
        boolean monotone = true;
        for (int i = 1; i < all.size(); i++) {
            DetectorFigures.TradeOff one = all.get(i - 1);
            DetectorFigures.TradeOff next = all.get(i);
            if (one.patience().equals(next.patience())) {
                monotone &= next.falseSuspicions() <= one.falseSuspicions()
                        && next.detectionNanos() >= one.detectionNanos();
            }
        }
        List<DetectorFigures.TradeOff> phi =
                all.stream().filter(one -> one.patience().equals("phi")).toList();
        return Finding.of(
                monotone,
                "phi: %,d to %,d suspicions, %.1f to %.1f ms"
                        .formatted(
                                phi.getFirst().falseSuspicions(),
                                phi.getLast().falseSuspicions(),
                                phi.getFirst().detectionNanos() / 1e6,
                                phi.getLast().detectionNanos() / 1e6));
    }

    private static Finding restarts() {
        RpcFigures.Restarts calls = new RpcFigures(SEED).restarts();
        DetectorFigures.Restarts beats = DetectorFigures.restarts();
        return Finding.of(
                calls.firstMessages() == calls.detected()
                        && beats.firstBeats() == beats.seen()
                        && beats.objection().isEmpty(),
                "%d of %d by calls, %d of %d by beats"
                        .formatted(calls.detected(), calls.firstMessages(), beats.seen(), beats.firstBeats()));
    }

    private static Finding executions(Constants constants) {
        RpcFigures.Executed found = new RpcFigures(SEED).executed(constants.get("loss"), constants.get("duplication"));
        return Finding.of(
                found.most() <= 1 && found.fewest() == 1,
                "at most %d, %d each of the %,d of %,d that succeeded"
                        .formatted(found.most(), found.fewest(), found.succeeded(), found.calls()));
    }

    private static Finding messagesPerCall() {
        double messages = new RpcFigures(SEED).messagesPerCall();
        return Finding.of(messages == 2, "%.4f".formatted(messages));
    }

    private static Finding giveUp() {
        double seconds = new RpcFigures(SEED).giveUpSeconds();
        return Finding.of(Math.abs(seconds - 5.5) <= 0.1, "%.2f s".formatted(seconds));
    }

    private static Finding neverWritten() {
        double percent = 100 * new CacheFigures(SEED).neverWritten();
        return Finding.of(percent >= 25 && percent <= 55, "%.1f %%".formatted(percent));
    }

    private static Finding latency(Constants constants) {
        double call = constants.get("call");
        double perKilobyte = constants.get("call-per-kb");
        RpcFigures.Latency found = new RpcFigures(SEED).latency(call, perKilobyte);
        double expected = 16 / ((call + 16 * perKilobyte) / 1000);
        return Finding.of(
                found.rSquared() >= 0.99
                        && near(found.nullMilliseconds(), call)
                        && near(found.millisecondsPerKilobyte(), perKilobyte)
                        && near(found.kilobytesPerSecond(), expected),
                "%.2f ms + %.3f ms/KB, %.0f KB/s, R2 %.4f"
                        .formatted(
                                found.nullMilliseconds(),
                                found.millisecondsPerKilobyte(),
                                found.kilobytesPerSecond(),
                                found.rSquared()));
    }

    private static boolean near(double value, double expected) {
        return Math.abs(value - expected) <= 0.03 * expected;
    }

    private static Finding gains(Constants constants) {
        RpcFigures figures = new RpcFigures(SEED);
        double call = constants.get("call");
        double perKilobyte = constants.get("call-per-kb");
        double fragments = figures.fragmentationGain(call, perKilobyte);
        double channels = figures.channelGain(call, perKilobyte, constants.get("disk"));
        return Finding.of(
                fragments >= 2 && channels >= 1.2 && channels <= 1.6, "%.2f; %.2f".formatted(fragments, channels));
    }

    private static Finding redirects() {
        PrefixFigures.Lookups found = PrefixFigures.still();
        double redirected = 100 * found.redirectedShare();
        double requests = found.requestsPerLookup();
        return Finding.of(
                found.objection().isEmpty() && Math.abs(redirected - 13.5) <= 1 && Math.abs(requests - 1.14) <= 0.03,
                "%.1f %%; %.3f".formatted(redirected, requests));
    }

    private static Finding moves() {
        PrefixFigures.Lookups found = PrefixFigures.moving();
        return Finding.of(
                found.objection().isEmpty() && found.moves() > 0 && found.mostBroadcasts() <= 1,
                found.objection()
                        .orElse("0 of %,d in %d moves; %d"
                                .formatted(found.lookups(), found.moves(), found.mostBroadcasts())));
    }

    private static Finding cacheSizes() {
        CacheFigures figures = new CacheFigures(SEED);
        List<CacheFigures.CacheSize> sizes = figures.trafficByCacheSize();
        boolean falls = true;
        for (int i = 1; i < sizes.size(); i++) {
            falls &= sizes.get(i).networkBytes() < sizes.get(i - 1).networkBytes();
        }
        double least = sizes.getLast().networkBytes();
        double flat = 100 * (sizes.get(sizes.size() - 2).networkBytes() / least - 1);
        double share = 100 * figures.consistencyShare(200); // of 1985, when more was shared
        return Finding.of(
                falls && flat < 3 && share >= 15 && share <= 35,
                "to %.0f %% of no cache, last step %.1f %%; %.0f %%"
                        .formatted(100 * least / sizes.getFirst().networkBytes(), flat, share));
    }

    private static Finding load() {
        CacheFigures.Load load = new CacheFigures(SEED).load();
        double blocks = (double) load.blocksWithout() / load.blocksWith();
        double bytes = (double) load.bytesWithout() / load.bytesWith();
        return Finding.of(
                blocks >= 3 && blocks <= 6 && bytes >= 3 && bytes <= 6,
                "/%.1f blocks, /%.1f bytes".formatted(blocks, bytes));
    }

    private static Finding sharing() {
        CacheFigures.Sharing sharing = new CacheFigures(SEED).sharing();
        double concurrent = 100 * sharing.concurrent();
        double recalls = 100 * sharing.recalls();
        return Finding.of(
                concurrent >= 0.18 && concurrent <= 0.56 && recalls >= 0.79 && recalls <= 3.35,
                "%.2f %%; %.2f %%".formatted(concurrent, recalls));
    }

    private static Finding stale() {
        CacheFigures.Stale stale = new CacheFigures(SEED).stale();
        double ratio = stale.polling60() / stale.polling3();
        return Finding.of(
                stale.sprite() == 0 && stale.token() == 0 && ratio >= 5 && ratio <= 100,
                "%.0f, %.0f; %.0f".formatted(stale.sprite(), stale.token(), ratio));
    }

    private static Finding tokens() {
        List<CacheFigures.Tokens> all = new CacheFigures(SEED).tokens();
        double leastBytes =
                all.stream().mapToDouble(CacheFigures.Tokens::bytes).min().orElseThrow();
        double mostBytes =
                all.stream().mapToDouble(CacheFigures.Tokens::bytes).max().orElseThrow();
        double least =
                all.stream().mapToDouble(CacheFigures.Tokens::requests).min().orElseThrow();
        double most =
                all.stream().mapToDouble(CacheFigures.Tokens::requests).max().orElseThrow();
        return Finding.of(
                leastBytes >= 0.37 && mostBytes <= 2.75 && least >= 0.14 && most <= 1,
                "%.2f-%.2f; %.2f-%.2f".formatted(leastBytes, mostBytes, least, most));
    }

    private static Finding loadboard(Constants constants) {
        LoadboardFigures figures = new LoadboardFigures(
                SEED, (int) Math.round(1000 * constants.get("picks")), constants.get("update-period"));
        LoadboardFigures.Day file = figures.file();
        LoadboardFigures.Day server = figures.server();
        double before = 100 * file.uncacheable();
        double after = 100 * server.uncacheable();
        double bytes = 100.0 * server.bytes() / file.leastBytes();
        return Finding.of(
                before > 5 && after < 1 && bytes < 10 && file.operations() == server.operations(),
                "%.1f %%; %.2f %%; %.1f %%".formatted(before, after, bytes));
    }

    private static LivelockFigures router(Constants constants) {
        return new LivelockFigures(Map.of(
                "arrival", constants.nanosOfMicros("arrival"),
                "forward", constants.nanosOfMicros("forward")));
    }

    private static Finding livelock(Constants constants) {
        LivelockFigures figures = router(constants);
        List<LivelockFigures.Point> inline = figures.curve("inline", 0);
        int in = (int) (LOSS_FREE_TIMES * LivelockFigures.lossFree(inline));
        double interrupted = 100 * figures.shareOfPeak(inline, "inline", 0, in);
        double noQuota = 100 * figures.shareOfPeak(figures.curve("no-quota", 0), "no-quota", 0, in);
        double quota = 100 * figures.shareOfPeak(figures.curve("quota", 0), "quota", 0, in);
        return Finding.of(
                interrupted <= 50 && noQuota <= 20 && quota >= 90,
                "%.0f %%; %.0f %%; %.0f %%".formatted(interrupted, noQuota, quota));
    }

    private static Finding feedback(Constants constants) {
        LivelockFigures figures = router(constants);
        long process = Math.round(1000 * constants.get("process"));
        List<LivelockFigures.Point> without = figures.curve("quota", process);
        List<LivelockFigures.Point> with = figures.curve("feedback", process);
        int in = (int) (OVERLOAD_TIMES * LivelockFigures.lossFree(with));
        double starved = 100 * figures.shareOfPeak(without, "quota", process, in);
        double held = 100 * figures.shareOfPeak(with, "feedback", process, in);
        return Finding.of(starved <= 20 && held >= 90, "%.0f %%; %.0f %%".formatted(starved, held));
    }
}
