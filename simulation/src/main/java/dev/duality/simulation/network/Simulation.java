// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Runs nodes on one thread in virtual time, over a simulated network. The same nodes, network and seed give the same
/// run, on every machine.
///
/// - **Threads:** one.
/// - **Time:** stands still while a node does something, and jumps to the next event when it has.
/// - **Ordering:** events happen by their times; those of one time in the order in which they were caused. A link keeps
///   the order of its messages, but for those that the network holds back.
/// - **Memory:** grows with the nodes and with the messages and timers under way, not with the links there could be.
public final class Simulation {
    /* An event has a time and a number, and the queue goes by both. Numbers grow from ORDINARY; those below are for
     * faults that are planned, and for what has waited for a node that stood still, which come before all else of
     * their time. */
    private static final long ORDINARY = 1L << 40;
    private static final long KIND = ~0L << 32;
    private static final long MESSAGE = 0;
    private static final long TIMER = 1L << 32;
    private static final long BEGIN = 2L << 32; // of a planned fault
    private static final long END = 3L << 32;
    private static final int BY_HAND = -2; // what a node is down by that no plan has crashed

    private final SimulatedPort[] ports; // each with all that is said of its node: one line for each event, not five
    private final Network network;
    private final int payloadBytes;
    private final long seed;

    private final EventQueue queue = new EventQueue();
    private final InFlightMessages inFlight = new InFlightMessages();
    private final FifoLinks links = new FifoLinks();
    private final TimerTable timers = new TimerTable(queue, TIMER);
    private final List<Fault> planned = new ArrayList<>();
    private final List<NodeSet> partitions = new ArrayList<>(); // now
    private final Message arrived;
    private Message[] drafts = new Message[4];
    private int draftCount;
    private FaultInjector injector;
    private Optional<Schedule> followed = Optional.empty();
    private Optional<IntFunction<Node>> restarting = Optional.empty();
    private Observer observer = (_, _, _, _, _, _) -> {};
    private boolean observed;
    private boolean recorded;
    private final List<Fault> happened = new ArrayList<>();
    private boolean started;
    private boolean busy; // a node does something

    private long now;
    private long nextNumber = ORDINARY;
    private long nextUrgent;
    private long messages;
    private long bytes;
    private long delivered;
    private long lost;
    private long parted;
    private long doubled;
    private long delayed;
    private long missed;
    private long timersRun;
    private long events;

    /// Nodes are addressed by their place; nothing runs yet.
    /// @param payloadBytes the longest payload of a message
    public Simulation(List<? extends Node> nodes, Network network, long seed, int payloadBytes) {
        if (nodes.isEmpty() || nodes.size() > Message.MAX_NODES) {
            throw new IllegalArgumentException(
                    "%,d nodes, where 1 to %,d can have an address".formatted(nodes.size(), Message.MAX_NODES));
        }
        if (payloadBytes < 0 || payloadBytes > Message.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "payloads are 0 to " + Message.MAX_PAYLOAD + " bytes, not " + payloadBytes);
        }
        this.ports = new SimulatedPort[nodes.size()];
        this.network = network;
        this.seed = seed;
        this.payloadBytes = payloadBytes;
        this.arrived = new Message(payloadBytes);
        this.injector = new FaultInjector(network, seed, followed);
        for (int node = 0; node < ports.length; node++) {
            ports[node] = new SimulatedPort(this, node, nodes.get(node), 1);
        }
    }

    /// Has nodes crash and pause and the network fall apart at their times, beside what its laws do to messages. Before
    /// [#start()].
    /// @param faults of nodes and partitions; what they say about messages does not count
    public Simulation plan(List<? extends Fault> faults) {
        requireNotStarted();
        planned.addAll(faults);
        return this;
    }

    /// Has exactly the faults of a schedule happen, and none by the network's laws. Before [#start()].
    public Simulation follow(Schedule schedule) {
        plan(schedule.faults());
        followed = Optional.of(schedule);
        injector = new FaultInjector(network, seed, followed);
        return this;
    }

    /// Says what takes the place of a node that restarts by plan. Before [#start()].
    public Simulation restartWith(IntFunction<Node> fresh) {
        requireNotStarted();
        restarting = Optional.of(fresh);
        return this;
    }

    /// Tells somebody of all that happens. Before [#start()].
    public Simulation observe(Observer hears) {
        requireNotStarted();
        observer = hears;
        observed = true;
        return this;
    }

    /// Keeps what goes wrong, for [#schedule()]. Before [#start()].
    public Simulation record() {
        requireNotStarted();
        recorded = true;
        return this;
    }

    private void requireNotStarted() {
        if (started) {
            throw new IllegalStateException("the simulation runs already; say this before it starts");
        }
    }

    /// Starts all nodes, in order, at time 0.
    public void start() {
        requireNotStarted();
        started = true;
        for (int fault = 0; fault < planned.size(); fault++) {
            plan(fault);
        }
        for (int node = 0; node < ports.length; node++) {
            startNode(node);
        }
    }

    private void plan(int fault) {
        switch (planned.get(fault)) {
            case Fault.Lost _, Fault.Doubled _, Fault.Delayed _ -> {}
            case Fault.Crash(int node, long nanos, long restart) -> {
                require(node);
                queue.add(nanos, nextUrgent++, BEGIN | fault);
                if (restart < Long.MAX_VALUE) {
                    if (restarting.isEmpty()) {
                        throw new IllegalStateException(
                                "node " + node + " restarts by plan, but nobody says with what; see restartWith");
                    }
                    queue.add(restart, nextUrgent++, END | fault);
                }
            }
            case Fault.Pause(int node, long nanos, _) -> {
                require(node);
                queue.add(nanos, nextUrgent++, BEGIN | fault);
            }
            case Fault.Partition(NodeSet group, long nanos, long until) -> {
                require(Math.max(0, group.end() - 1));
                queue.add(nanos, nextUrgent++, BEGIN | fault);
                queue.add(until, nextUrgent++, END | fault);
            }
        }
    }

    /// Has the next thing happen.
    /// @return `false` if there is nothing left to happen
    public boolean step() {
        if (busy) {
            throw new IllegalStateException("a node drives the simulation from inside; it has to return first");
        }
        while (!queue.isEmpty()) {
            long nanos = queue.nanos();
            long number = queue.number();
            long about = queue.about();
            queue.remove();
            int place = (int) about;
            boolean happens = (about & KIND) == MESSAGE
                    ? receive(place, nanos, number)
                    : (about & KIND) == TIMER ? runOut(place, nanos, number) : fault(about & KIND, place, nanos);
            if (happens) {
                return true;
            }
        }
        return false;
    }

    private boolean receive(int place, long nanos, long number) {
        int to = inFlight.to(place);
        SimulatedPort port = ports[to];
        long boot = inFlight.boot(place);
        boolean missing = port.isDown() || boot != 0 && boot != port.boot();
        if (!missing && port.pausedUntil > nanos) {
            inFlight.boot(place, port.boot());
            queue.add(port.pausedUntil, urgent(number), MESSAGE | place);
            return false;
        }
        happen(nanos);
        inFlight.read(place, arrived);
        long message = inFlight.number(place);
        inFlight.remove(place);
        if (missing) {
            missed++;
            tell(Observer.What.MISSED, to, arrived.from(), message, arrived);
            return true;
        }
        delivered++;
        tell(Observer.What.RECEIVED, to, arrived.from(), message, arrived);
        busy = true;
        try {
            port.node().onMessage(arrived, port);
        } finally {
            busy = false;
        }
        checkBuffer(to, arrived);
        return true;
    }

    private boolean runOut(int place, long nanos, long number) {
        if (!timers.isDue(place, number)) {
            return false;
        }
        int node = timers.node(place);
        SimulatedPort port = ports[node];
        if (port.pausedUntil > nanos) {
            timers.postpone(place, port.pausedUntil, urgent(number));
            return false;
        }
        int timer = timers.timer(place);
        timers.remove(place);
        happen(nanos);
        timersRun++;
        tell(Observer.What.TIMER, node, Observer.NONE, timer, null);
        busy = true;
        try {
            port.node().onTimer(timer, port);
        } finally {
            busy = false;
        }
        return true;
    }

    /// Goes to the time of an event that happens.
    private void happen(long nanos) {
        now = nanos;
        events++;
    }

    /// What has waited once keeps its place among those that have.
    private long urgent(long number) {
        return number < ORDINARY ? number : nextUrgent++;
    }

    private boolean fault(long when, int at, long nanos) {
        Fault fault = planned.get(at);
        return switch (fault) {
            case Fault.Lost _, Fault.Doubled _, Fault.Delayed _ -> false;
            case Fault.Crash(int node, _, _) ->
                when == BEGIN ? goDown(node, nanos, at, fault) : ports[node].downBy == at && comeBack(node, nanos);
            case Fault.Pause(int node, _, long until) -> standStill(node, nanos, until, fault);
            case Fault.Partition(NodeSet group, _, long until) -> {
                happen(nanos);
                if (when == BEGIN) {
                    partitions.add(group);
                    keep(fault);
                    tell(Observer.What.SPLIT, Observer.NONE, Observer.NONE, until, null);
                } else {
                    partitions.remove(group);
                    tell(Observer.What.HEALED, Observer.NONE, Observer.NONE, Observer.NONE, null);
                }
                yield true;
            }
        };
    }

    private boolean goDown(int node, long nanos, int by, Fault fault) {
        if (ports[node].isDown()) {
            return false;
        }
        happen(nanos);
        keep(fault);
        down(node, by);
        return true;
    }

    private boolean comeBack(int node, long nanos) {
        happen(nanos);
        up(node, restarting.orElseThrow().apply(node));
        return true;
    }

    private boolean standStill(int node, long nanos, long until, Fault fault) {
        if (ports[node].isDown()) {
            return false;
        }
        happen(nanos);
        keep(fault);
        still(node, until);
        return true;
    }

    private void down(int node, int by) {
        ports[node].downBy = by;
        ports[node].pausedUntil = 0;
        timers.clear(node);
        tell(Observer.What.CRASHED, node, Observer.NONE, Observer.NONE, null);
    }

    private void up(int node, Node fresh) {
        SimulatedPort before = ports[node];
        ports[node] = new SimulatedPort(this, node, fresh, before.boot() + 1);
        ports[node].leavesNanos = before.leavesNanos;
        tell(Observer.What.RESTARTED, node, Observer.NONE, ports[node].boot(), null);
        startNode(node);
    }

    private void still(int node, long until) {
        ports[node].pausedUntil = Math.max(ports[node].pausedUntil, until);
        tell(Observer.What.PAUSED, node, Observer.NONE, ports[node].pausedUntil, null);
    }

    private void startNode(int node) {
        busy = true;
        try {
            ports[node].node().onStart(ports[node]);
        } finally {
            busy = false;
        }
    }

    /// Ends a node's life now. Whoever crashes a node by hand restarts it by hand; neither is part of [#schedule()].
    public void crash(int node) {
        require(node);
        if (ports[node].isDown()) {
            throw new IllegalStateException("node " + node + " is down already");
        }
        down(node, BY_HAND);
    }

    /// Begins a node's next life now.
    /// @param fresh what the node is from now on
    public void restart(int node, Node fresh) {
        require(node);
        if (!ports[node].isDown()) {
            throw new IllegalStateException("node " + node + " runs; crash it first");
        }
        up(node, fresh);
    }

    /// Has a node do nothing for a while. Messages and timers wait for it, and come in their order.
    public void pause(int node, long nanos) {
        require(node);
        if (ports[node].isDown()) {
            throw new IllegalStateException("node " + node + " is down");
        }
        still(node, later(nanos));
    }

    /// Whether a node is down.
    public boolean isDown(int node) {
        require(node);
        return ports[node].isDown();
    }

    /// Virtual time, from 0.
    public long nanos() {
        return now;
    }

    /// Whether nothing is left to happen: no message, no timer, no planned fault. Timers that were forgotten may still
    /// be there.
    public boolean isOver() {
        return queue.isEmpty();
    }

    /// How much has happened so far, what happens just now included: messages that arrived, timers, faults of nodes.
    public long events() {
        return events;
    }

    /// About how many bytes of memory the messages take that are under way now, those that have not left yet included.
    public long waitingBytes() {
        return inFlight.bytes();
    }

    public Traffic traffic() {
        return new Traffic(messages, bytes, delivered, lost, parted, doubled, delayed, missed, timersRun, events);
    }

    /// What has gone wrong so far, by the laws of the network and by plan.
    /// @throws IllegalStateException if nobody asked for it by [#record()]
    public Schedule schedule() {
        if (!recorded) {
            throw new IllegalStateException("what went wrong was not recorded; ask for it before the start");
        }
        return new Schedule(happened);
    }

    private void keep(Fault fault) {
        if (recorded) {
            happened.add(fault);
        }
    }

    private void tell(Observer.What what, int node, int other, long number, Message message) {
        if (observed) {
            observer.happens(what, now, node, other, number, message);
        }
    }

    private void require(int node) {
        if (node < 0 || node >= ports.length) {
            throw new IllegalArgumentException("there is no node %d, but 0 to %d".formatted(node, ports.length - 1));
        }
    }

    /// @throws IllegalArgumentException if there is no way from the one to the other
    void check(int from, int to) {
        require(to);
        if (from == to) {
            throw new IllegalArgumentException("node " + from + " sends to itself");
        }
    }

    /// @throws IllegalStateException if the port's node has crashed since
    void checkAlive(SimulatedPort port) {
        if (port.isDown() || ports[port.self()] != port) {
            throw new IllegalStateException(
                    "node %d sends after its crash, in its life %d".formatted(port.self(), port.boot()));
        }
    }

    private void checkBuffer(int node, Message message) {
        if (message.payload().capacity() < payloadBytes) {
            throw new IllegalArgumentException("node %d exchanged a payload of %d bytes for one of %d; all need as many"
                    .formatted(node, payloadBytes, message.payload().capacity()));
        }
    }

    /// A message to write, whatever it holds.
    Message draft() {
        return draftCount == 0 ? new Message(payloadBytes) : drafts[--draftCount];
    }

    void send(int from, int to, Message draft) {
        draft.address(from, to);
        int length = draft.payload().length();
        if (length > payloadBytes) {
            throw new IllegalArgumentException(
                    "node %d sends %d bytes, where %d are the most".formatted(from, length, payloadBytes));
        }
        checkBuffer(from, draft);
        long number = messages++;
        bytes += Network.HEADER_BYTES + length;
        tell(Observer.What.SENT, from, to, number, draft);
        SimulatedPort sender = ports[from];
        long takes = (Network.HEADER_BYTES + length) * network.nanosPerKilobyte() / 1024;
        long left = Math.max(now, sender.leavesNanos) + takes;
        sender.leavesNanos = left;
        injector.decide(number);
        if (isParted(from, to)) {
            parted++;
            tell(Observer.What.PARTED, from, to, number, draft);
        } else if (injector.isLost()) {
            lost++;
            if (recorded) {
                keep(new Fault.Lost(number));
            }
            tell(Observer.What.LOST, from, to, number, draft);
        } else {
            depart(from, to, number, 0, left, draft);
            if (injector.isDoubled()) {
                doubled++;
                if (recorded) {
                    keep(new Fault.Doubled(number));
                }
                tell(Observer.What.DOUBLED, from, to, number, draft);
                depart(from, to, number, 1, left, draft);
            }
        }
        if (draftCount == drafts.length) {
            drafts = Arrays.copyOf(drafts, 2 * draftCount);
        }
        drafts[draftCount++] = draft;
    }

    private void depart(int from, int to, long number, int copy, long left, Message message) {
        long nanos = left + injector.delay(copy);
        long held = injector.heldBack(copy);
        if (held > 0) {
            delayed++;
            nanos += held;
            if (recorded) {
                keep(new Fault.Delayed(number, copy, held));
            }
            tell(Observer.What.DELAYED, from, to, number, message);
        } else if (!(network.delay() instanceof Delay.Constant)) {
            nanos = links.after(from, to, nanos, now);
        }
        queue.add(nanos, nextNumber++, MESSAGE | inFlight.add(message, number));
    }

    private boolean isParted(int from, int to) {
        for (int i = 0; i < partitions.size(); i++) {
            NodeSet group = partitions.get(i);
            if (group.contains(from) != group.contains(to)) {
                return true;
            }
        }
        return false;
    }

    void schedule(int node, int timer, long delayNanos) {
        timers.set(node, timer, later(delayNanos), nextNumber++);
    }

    void cancel(int node, int timer) {
        timers.clear(node, timer);
    }

    /// A time from now; what is past is now, and what is too far for a number is as far as can be.
    private long later(long nanos) {
        long time = now + Math.max(0, nanos);
        return time < 0 ? Long.MAX_VALUE : time;
    }
}
