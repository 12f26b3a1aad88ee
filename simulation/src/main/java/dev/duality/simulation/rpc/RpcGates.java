// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of Sprite's calls, and how ours are found.
public final class RpcGates {
    private static final long SEED = 1;
    private static final double GIVEN_UP_SECONDS = 5.5;
    private static final int PAPERS_MESSAGES = 2;
    private static final Tolerance.Condition<RpcFigures.Executed> AT_MOST_ONCE = new Tolerance.Condition<>(
            "never >1, =1 if it succeeded", found -> found.most() <= 1 && found.fewest() == 1);
    private static final Tolerance.Range OFF_SECONDS = Tolerance.of("+-0.1 s");
    private static final Tolerance.Range R_SQUARED = Tolerance.of(">= 0.99");
    private static final Tolerance.Range OFF = Tolerance.of("+-3 %");
    private static final Tolerance.Range FRAGMENTS = Tolerance.of(">= 2");
    private static final Tolerance.Range CHANNELS = Tolerance.of("1.2 to 1.6");

    private RpcGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        23,
                        "Welch 1986",
                        "executions of a call over a network that loses and doubles",
                        "at most once",
                        AT_MOST_ONCE,
                        RpcGates::executions),
                new Gate(
                        24,
                        "Welch 1986",
                        "messages for each call, nothing lost",
                        Integer.toString(PAPERS_MESSAGES),
                        Tolerance.EXACT,
                        _ -> messagesPerCall()),
                new Gate(
                        25,
                        "Sprite's source",
                        "a dead server is given up after 8 tries",
                        GIVEN_UP_SECONDS + " s",
                        OFF_SECONDS,
                        _ -> giveUp()),
                new Gate(
                        26,
                        "Ousterhout 1988",
                        "a call of k KB takes a + b k",
                        "2.8 ms + 1.2 ms/KB, 727 KB/s",
                        Tolerance.several("R2 %s, %s", R_SQUARED, OFF),
                        RpcGates::latency),
                new Gate(
                        27,
                        "Ousterhout 1988, Douglis 1991",
                        "16 fragments in one call beside 16 calls; 8 channels beside 1",
                        ">2; 1.38",
                        Tolerance.several("%s; %s", FRAGMENTS, CHANNELS),
                        RpcGates::gains));
    }

    private static GateResult executions(Constants constants) {
        RpcFigures.Executed found =
                new RpcFigures(SEED).executed(constants.get(Constant.LOSS), constants.get(Constant.DUPLICATION));
        return GateResult.of(
                AT_MOST_ONCE.holds(found),
                "at most %d, %d each of the %,d of %,d that succeeded"
                        .formatted(found.most(), found.fewest(), found.succeeded(), found.calls()));
    }

    private static GateResult messagesPerCall() {
        double messages = new RpcFigures(SEED).messagesPerCall();
        return GateResult.of(Tolerance.EXACT.holds(messages - PAPERS_MESSAGES), "%.4f".formatted(messages));
    }

    private static GateResult giveUp() {
        double seconds = new RpcFigures(SEED).giveUpSeconds();
        return GateResult.of(OFF_SECONDS.holds(seconds - GIVEN_UP_SECONDS), "%.2f s".formatted(seconds));
    }

    private static GateResult latency(Constants constants) {
        double call = constants.get(Constant.CALL);
        double perKilobyte = constants.get(Constant.CALL_PER_KB);
        RpcFigures.Latency found = new RpcFigures(SEED).latency(call, perKilobyte);
        double expected = 16 / ((call + 16 * perKilobyte) / 1000);
        return GateResult.of(
                R_SQUARED.holds(found.rSquared())
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
        return OFF.holds(100 * (value / expected - 1));
    }

    private static GateResult gains(Constants constants) {
        RpcFigures figures = new RpcFigures(SEED);
        double call = constants.get(Constant.CALL);
        double perKilobyte = constants.get(Constant.CALL_PER_KB);
        double fragments = figures.fragmentationGain(call, perKilobyte);
        double channels = figures.channelGain(call, perKilobyte, constants.get(Constant.DISK));
        return GateResult.of(
                FRAGMENTS.holds(fragments) && CHANNELS.holds(channels), "%.2f; %.2f".formatted(fragments, channels));
    }
}
