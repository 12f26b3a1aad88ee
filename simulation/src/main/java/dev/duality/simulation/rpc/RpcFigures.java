// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.messaging.Message;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.rpc.RpcWorkload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Figures of Sprite's protocol in virtual time, which can be laid beside those that were published (Welch 1986;
/// Ousterhout et al. 1988; Douglis and Ousterhout 1991). The same seed gives the same figures.
public final class RpcFigures {
    private static final double MILLISECOND = 1e6;
    private static final double SECOND = 1e9;
    private static final int KILOBYTE = 1024;

    private final RpcWorkload workload = new RpcWorkload();
    private final SpriteProtocol protocol = new SpriteProtocol(workload);
    private final long seed;

    /// @param seed what the scripts and the network's faults are made from
    public RpcFigures(long seed) {
        this.seed = seed;
    }

    /// The number of messages for each call that fits into one, when nothing is lost.
    public double messagesPerCall() {
        Play play = play(Map.of("operations", "4000", "command", "echo"), 9, Network.PERFECT);
        play.run();
        return (double) play.simulation.traffic().messages() / play.count("calls");
    }

    /// The number of times that calls were executed.
    ///
    /// @param calls that were made
    /// @param succeeded of them
    /// @param fewest executions of one that succeeded
    /// @param most executions of any
    public record Executed(long calls, long succeeded, int fewest, int most) {}

    /// The executions of calls over a network that loses and doubles, and keeps some back.
    /// @param loss the share that is lost, 0 to 1
    /// @param duplication the share that comes twice, 0 to 1
    public Executed executed(double loss, double duplication) {
        Network bad = Network.PERFECT
                .withDelay(Delay.uniform(100_000, 5_000_000))
                .withLoss(loss)
                .withDuplication(duplication)
                .withReordering(0.05);
        Play play = play(Map.of("operations", "8000", "command", "echo"), 5, bad);
        play.run();
        return play.deployment.executed();
    }

    /// After how many seconds a client gives up a call, when its server is dead.
    public double giveUpSeconds() {
        Play play = play(Map.of("operations", "1", "channels", "1"), 2, Network.PERFECT);
        play.simulation.start();
        play.simulation.crash(1);
        play.finish();
        return play.simulation.nanos() / SECOND;
    }

    /// The time of a call, by how many kilobytes it brings: a straight line through the calls of 0 to 16 KB.
    ///
    /// @param nullMilliseconds where the line begins
    /// @param millisecondsPerKilobyte how it rises
    /// @param rSquared how well it fits
    /// @param kilobytesPerSecond what one channel brings in calls of 16 KB, by their own time
    public record Latency(
            double nullMilliseconds, double millisecondsPerKilobyte, double rSquared, double kilobytesPerSecond) {}

    /// Measures calls over a network whose parameters are those of a call.
    /// @param nullMilliseconds what a call without data takes
    /// @param millisecondsPerKilobyte what each kilobyte adds
    public Latency latency(double nullMilliseconds, double millisecondsPerKilobyte) {
        Network wire = wire(nullMilliseconds, millisecondsPerKilobyte);
        double[] milliseconds = new double[RpcFrame.MAX_FRAGMENTS + 1];
        milliseconds[0] = nanos(Map.of("operations", "1"), wire) / MILLISECOND;
        for (int kilobytes = 1; kilobytes < milliseconds.length; kilobytes++) {
            milliseconds[kilobytes] = nanos(reads(1, kilobytes * KILOBYTE, 1), wire) / MILLISECOND;
        }
        return fit(milliseconds);
    }

    /// A network in which fragments of 1 KB take as long as asked, headers and all.
    private static Network wire(double nullMilliseconds, double millisecondsPerKilobyte) {
        double perByte = millisecondsPerKilobyte * MILLISECOND / (KILOBYTE + Network.HEADER_BYTES);
        double bothWays = nullMilliseconds * MILLISECOND - 2 * Network.HEADER_BYTES * perByte;
        return Network.PERFECT
                .withDelay(Delay.constant(Math.round(bothWays / 2)))
                .withNanosPerKilobyte(Math.round(perByte * KILOBYTE));
    }

    private static Latency fit(double[] milliseconds) {
        int n = milliseconds.length;
        double meanX = (n - 1) / 2.0;
        double meanY = Arrays.stream(milliseconds).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int x = 0; x < n; x++) {
            xx += (x - meanX) * (x - meanX);
            xy += (x - meanX) * (milliseconds[x] - meanY);
            yy += (milliseconds[x] - meanY) * (milliseconds[x] - meanY);
        }
        double slope = xy / xx;
        return new Latency(meanY - slope * meanX, slope, xy * xy / (xx * yy), (n - 1) / (milliseconds[n - 1] / 1000));
    }

    /// The ratio of the data that a client gets by calls of 16 fragments to those by calls of one, where it awaits each
    /// reply before it calls again.
    public double fragmentationGain(double nullMilliseconds, double millisecondsPerKilobyte) {
        Network wire = wire(nullMilliseconds, millisecondsPerKilobyte);
        return nanos(reads(16 * 16, KILOBYTE, 1), wire) / nanos(reads(16, 16 * KILOBYTE, 1), wire);
    }

    /// The ratio of the data that a client gets through 8 channels to those through one, by calls of 4 KB for which the
    /// server works some time, one after the other.
    public double channelGain(double nullMilliseconds, double millisecondsPerKilobyte, double serviceMilliseconds) {
        Network wire = wire(nullMilliseconds, millisecondsPerKilobyte);
        Map<String, String> one = new HashMap<>(reads(200, 4 * KILOBYTE, 1));
        one.put("service", Long.toString(Math.round(serviceMilliseconds * 1000)));
        Map<String, String> eight = new HashMap<>(one);
        eight.put("channels", "8");
        return nanos(one, wire) / nanos(eight, wire);
    }

    private static Map<String, String> reads(int calls, int bytes, int channels) {
        return Map.of(
                "command", "read",
                "operations", Integer.toString(calls),
                "payload", Integer.toString(bytes),
                "channels", Integer.toString(channels));
    }

    /// The time that one client takes for its calls, in nanoseconds.
    private double nanos(Map<String, String> given, Network network) {
        Play play = play(given, 2, network);
        play.run();
        return play.simulation.nanos();
    }

    /// The number of restarts of a server that were to be seen.
    ///
    /// @param firstMessages how many messages were the first that a client got from a server's next life
    /// @param detected at how many of them the client noticed
    public record Restarts(long firstMessages, long detected) {}

    /// Restarts the server again and again, while clients call it over a network that loses.
    public Restarts restarts() {
        int clients = 8;
        List<Fault> crashes = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            crashes.add(new Fault.Crash(clients, i * 1_000_000_000L, i * 1_000_000_000L + 300_000_000));
        }
        Network network = Network.PERFECT.withDelay(Delay.constant(2_000_000)).withLoss(0.05);
        Play play = play(Map.of("operations", "40000", "channels", "2"), clients + 1, network);
        RestartCounter counter = new RestartCounter(clients);
        play.simulation
                .plan(crashes)
                .restartWith(play.deployment::restarted)
                .observe(counter)
                .start();
        long detected = 0;
        while (!play.deployment.finished()) {
            counter.newLife = -1;
            long before = play.deployment.restartsSeen();
            play.step();
            if (counter.newLife >= 0 && play.deployment.restartsSeen() == before + 1) {
                detected++;
            }
        }
        return new Restarts(counter.firstMessages, detected);
    }

    /// Reads the server's boot number on the wire, before its receiver does.
    private static final class RestartCounter implements Observer {
        private final long[] boots;
        private long firstMessages;
        private int newLife = -1; // whose message says so

        RestartCounter(int clients) {
            boots = new long[clients];
            Arrays.fill(boots, 1);
        }

        @Override
        public void happens(What what, long nanos, int node, int other, long number, Message message) {
            if (what == What.RECEIVED && node < boots.length && message.b() > boots[node]) {
                boots[node] = message.b();
                firstMessages++;
                newLife = node;
            }
        }
    }

    private Play play(Map<String, String> given, int nodes, Network network) {
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), given))
                .withSeed(seed);
        SpriteDeployment deployment = new SpriteDeployment(workload, setting, nodes);
        return new Play(deployment, new Simulation(deployment.nodes(), network, seed, setting.payloadBytes()));
    }

    private record Play(SpriteDeployment deployment, Simulation simulation) {
        void run() {
            simulation.start();
            finish();
        }

        void finish() {
            while (!deployment.finished()) {
                step();
            }
            deployment.violationAtEnd().ifPresent(Play::fail);
        }

        void step() {
            if (!simulation.step()) {
                fail("nothing is left to happen, but calls are under way");
            }
            deployment.violation().ifPresent(Play::fail);
        }

        private static void fail(String line) {
            throw new IllegalStateException(line);
        }

        long count(String name) {
            return deployment.counts().get(name);
        }
    }
}
