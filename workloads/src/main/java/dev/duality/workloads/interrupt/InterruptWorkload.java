// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Mode;
import dev.duality.interrupts.arrival.Arrivals;
import dev.duality.interrupts.timer.Ticker;
import dev.duality.messaging.Transport;
import dev.duality.shm.Payload;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Pace;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Devices raise interrupts, and somebody runs their bottom halves: whoever takes them, a thread for each device, a
/// pool, or a loop that polls.
public final class InterruptWorkload implements Workload {
    /// The one kind of operation: device `a` raises for cause `b`.
    public static final int RAISE = 0;

    public static final Parameter<Long> DEVICES =
            Parameter.integer("devices", "how many there are; at least one for each worker", "devices", 4, 1, 8);
    public static final Parameter<String> RATES = Parameter.oneOf(
            "rates", "how often they raise: device d 1/(d+1) as often as device 0, or all alike", "unequal", "equal");
    public static final Parameter<Long> BURST =
            Parameter.integer("burst", "how many interrupts a device raises in a row", "interrupts", 1, 1, 64);
    public static final Parameter<String> MODE = Parameter.oneOf("mode", "who runs bottom halves", modes());
    public static final Parameter<String> QUOTA = Parameter.oneOf(
            "quota", "most interrupts of a device in one turn of mode=polling", "10", "5", "20", "100", "none");
    public static final Parameter<Long> HANDLERS =
            Parameter.integer("handlers", "threads of mode=pool", "threads", 2, 1, Arrangement.MAX_HANDLERS);
    public static final Parameter<String> FEEDBACK = Parameter.oneOf(
            "feedback", "whether a ring filled to 75 % stops the devices until it is down to 25 %", "off", "on");
    public static final Parameter<Long> WORK =
            Parameter.integer("work", "what a bottom half does beyond reading its payload", "ns", 0, 0, 1_000_000);
    public static final Parameter<Long> PAYLOAD =
            Parameter.integer("payload", "data that comes with an interrupt", "bytes", 0, 0, 1 << 16);
    public static final Parameter<String> SOURCE =
            Parameter.oneOf("source", "who says when: the load, or a timer of the kernel's", "synthetic", "timerfd");
    public static final Parameter<Long> PERIOD =
            Parameter.integer("period", "from tick to tick of source=timerfd", "us", 100, 10, 1_000_000);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 131_072, 1, 1 << 24);

    private final Pace pace = new Pace();

    @Override
    public String name() {
        return "interrupt";
    }

    @Override
    public String description() {
        return "devices raise interrupts: a short top half takes them, a bottom half does the work";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(
                DEVICES,
                RATES,
                BURST,
                MODE,
                QUOTA,
                HANDLERS,
                FEEDBACK,
                WORK,
                pace.parameter(),
                PAYLOAD,
                SOURCE,
                PERIOD,
                OPERATIONS);
    }

    private static String[] modes() {
        return Arrays.stream(Mode.values()).map(Mode::label).toArray(String[]::new);
    }

    @Override
    public Optional<String> rejects(Values values) {
        return values.get(SOURCE).equals("timerfd") ? Ticker.unavailable() : Optional.empty();
    }

    @Override
    public int payloadBytes(Values values) {
        return values.getInt(PAYLOAD);
    }

    static Work work(Setting setting) {
        return new Work(Pace.steps(setting, WORK));
    }

    static Mode mode(Setting setting) {
        return Mode.of(setting.get(MODE));
    }

    /// At least one for each worker: two workers cannot share a device, or the order of its interrupts would be chance.
    static int devices(Setting setting) {
        return Math.max(setting.getInt(DEVICES), setting.workers());
    }

    @Override
    public Specification specification(Setting setting) {
        return new Devices(devices(setting), work(setting));
    }

    /// Those of the schedule, and one for each worker that it has nothing for.
    @Override
    public long operations(Setting setting) {
        int operations = setting.getInt(OPERATIONS);
        Arrivals arrivals = arrivals(setting);
        BitSet busy = new BitSet();
        for (int i = 0; i < operations && busy.cardinality() < setting.workers(); i++) {
            busy.set(arrivals.device(i) % setting.workers());
        }
        return (long) operations + setting.workers() - busy.cardinality();
    }

    private static Arrivals arrivals(Setting setting) {
        Values values = setting.values();
        int devices = devices(setting);
        double[] rates =
                values.get(RATES).equals("equal") ? Arrivals.equal(devices, 1e6) : Arrivals.unequal(devices, 1e6);
        return Arrivals.bursts(rates, values.getInt(BURST), values.getInt(OPERATIONS), setting.seed());
    }

    /// The job is one schedule of all devices; a worker gets what is raised by the devices that live on it.
    @Override
    public Script script(Setting setting, int worker) {
        int operations = setting.getInt(OPERATIONS);
        Arrivals arrivals = arrivals(setting);
        Script.Builder script = Script.builder();
        boolean empty = true;
        for (int i = 0; i < operations; i++) {
            if (arrivals.device(i) % setting.workers() == worker) {
                script.add(RAISE, arrivals.device(i), i + 1, setting.payloadBytes(), i + 1);
                empty = false;
            }
        }
        return empty ? script.add(RAISE, worker, 1, setting.payloadBytes(), 1).build() : script.build();
    }

    @Override
    public List<Side> sides(List<Transport> transports) {
        List<Side> sides = new ArrayList<>();
        sides.add(new PendingSide());
        sides.add(new InlineSide());
        for (Side derived : DerivedSides.of(this, transports)) {
            sides.add(transports.stream()
                    .filter(transport -> derived.substrate().equals("messaging:" + transport.name()))
                    .<Side>map(transport -> new InterruptQueueSide(transport, derived))
                    .findFirst()
                    .orElseGet(() -> new DerivedSide(derived)));
        }
        return sides;
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public int partition(int kind, long device, long cause) {
        return (int) device;
    }

    @Override
    public boolean commutes(Setting setting) {
        return true;
    }

    /// Every interrupt was handled once, and in its device's order: since devices do not meet, every result is the one
    /// that its worker would get if it were alone.
    @Override
    public Optional<String> violation(FinalState finalState) {
        Specification alone = specification(finalState.setting());
        Payload payload = finalState.setting().payload();
        for (int worker = 0; worker < finalState.scripts().size(); worker++) {
            Script script = finalState.scripts().get(worker);
            long[] results = finalState.results().get(worker);
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                long expected = alone.apply(script.kind(i), script.a(i), script.b(i), payload);
                if (results[i] != expected) {
                    return Optional.of(
                            "worker %d: interrupt %s was lost, overtaken or handled twice: it gave %d, not %d"
                                    .formatted(worker, script.line(i), results[i], expected));
                }
            }
        }
        return Optional.empty();
    }
}
