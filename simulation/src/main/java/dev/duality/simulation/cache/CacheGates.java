// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of client caches, and how ours are found.
public final class CacheGates {
    private static final long SEED = 1;
    private static final Tolerance.Range LAST_STEP = Tolerance.of("<3 %");
    private static final Tolerance.Range CONSISTENCY = Tolerance.of("15-35 %");
    private static final Tolerance.Range WORK = Tolerance.of("3 to 6");
    private static final Tolerance.Range CONCURRENT = Tolerance.of("0.18-0.56 %");
    private static final Tolerance.Range RECALLS = Tolerance.of("0.79-3.35 %");
    private static final Tolerance.Range STALE = Tolerance.of("5 to 100");
    private static final Tolerance.Range TOKEN_BYTES = Tolerance.of("0.37-2.75");
    private static final Tolerance.Range TOKEN_REQUESTS = Tolerance.of("0.14-1.0");
    private static final Tolerance.Range NEVER = Tolerance.of("25-55 %");

    private CacheGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        30,
                        "Nelson 1988",
                        "traffic falls with the client's cache, then no more; share of consistency",
                        "falls, flat; 1/4",
                        Tolerance.several("falls, %s; %s", LAST_STEP, CONSISTENCY),
                        _ -> cacheSizes()),
                new Gate(
                        32, "Nelson 1988", "the server's work without and with client caches", "/4", WORK, _ -> load()),
                new Gate(
                        33,
                        "Baker 1991",
                        "opens that share a file concurrently; that call dirty blocks back",
                        "0.34 %; 1.7 %",
                        Tolerance.several("%s; %s", CONCURRENT, RECALLS),
                        _ -> sharing()),
                new Gate(
                        34,
                        "Baker 1991",
                        "stale reads: Sprite, token; polling of 60 s beside 3 s",
                        "0, 0; 30",
                        Tolerance.several("0 %s; %s", Tolerance.EXACT, STALE),
                        _ -> stale()),
                new Gate(
                        35,
                        "Baker 1991",
                        "tokens beside Sprite's rules: bytes, requests",
                        "0.37-2.75; 0.14-1.0",
                        Tolerance.several("%s; %s", TOKEN_BYTES, TOKEN_REQUESTS),
                        _ -> tokens()),
                new Gate(
                        36,
                        "Welch 1991",
                        "new bytes that are never written to the server",
                        "38-48 %",
                        NEVER,
                        _ -> neverWritten()));
    }

    private static GateResult cacheSizes() {
        CacheFigures figures = new CacheFigures(SEED);
        List<CacheFigures.CacheSize> sizes = figures.trafficByCacheSize();
        boolean falls = true;
        for (int i = 1; i < sizes.size(); i++) {
            falls &= sizes.get(i).networkBytes() < sizes.get(i - 1).networkBytes();
        }
        double least = sizes.getLast().networkBytes();
        double flat = 100 * (sizes.get(sizes.size() - 2).networkBytes() / least - 1);
        double share = 100 * figures.consistencyShare(200); // of 1985, when more was shared
        return GateResult.of(
                falls && LAST_STEP.holds(flat) && CONSISTENCY.holds(share),
                "to %.0f %% of no cache, last step %.1f %%; %.0f %%"
                        .formatted(100 * least / sizes.getFirst().networkBytes(), flat, share));
    }

    private static GateResult load() {
        CacheFigures.ServerLoad load = new CacheFigures(SEED).load();
        double blocks = (double) load.blocksWithout() / load.blocksWith();
        double bytes = (double) load.bytesWithout() / load.bytesWith();
        return GateResult.of(
                WORK.holds(blocks) && WORK.holds(bytes), "/%.1f blocks, /%.1f bytes".formatted(blocks, bytes));
    }

    private static GateResult sharing() {
        CacheFigures.Sharing sharing = new CacheFigures(SEED).sharing();
        double concurrent = 100 * sharing.concurrent();
        double recalls = 100 * sharing.recalls();
        return GateResult.of(
                CONCURRENT.holds(concurrent) && RECALLS.holds(recalls),
                "%.2f %%; %.2f %%".formatted(concurrent, recalls));
    }

    private static GateResult stale() {
        CacheFigures.Stale stale = new CacheFigures(SEED).stale();
        double ratio = stale.polling60() / stale.polling3();
        return GateResult.of(
                Tolerance.EXACT.holds(stale.sprite()) && Tolerance.EXACT.holds(stale.token()) && STALE.holds(ratio),
                "%.0f, %.0f; %.0f".formatted(stale.sprite(), stale.token(), ratio));
    }

    private static GateResult tokens() {
        List<CacheFigures.Tokens> all = new CacheFigures(SEED).tokens();
        double leastBytes =
                all.stream().mapToDouble(CacheFigures.Tokens::bytes).min().orElseThrow();
        double mostBytes =
                all.stream().mapToDouble(CacheFigures.Tokens::bytes).max().orElseThrow();
        double least =
                all.stream().mapToDouble(CacheFigures.Tokens::requests).min().orElseThrow();
        double most =
                all.stream().mapToDouble(CacheFigures.Tokens::requests).max().orElseThrow();
        return GateResult.of(
                TOKEN_BYTES.holds(leastBytes)
                        && TOKEN_BYTES.holds(mostBytes)
                        && TOKEN_REQUESTS.holds(least)
                        && TOKEN_REQUESTS.holds(most),
                "%.2f-%.2f; %.2f-%.2f".formatted(leastBytes, mostBytes, least, most));
    }

    private static GateResult neverWritten() {
        double percent = 100 * new CacheFigures(SEED).neverWritten();
        return GateResult.of(NEVER.holds(percent), "%.1f %%".formatted(percent));
    }
}
