// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import java.util.List;
import java.util.function.IntFunction;

/// Runs nodes on one thread in virtual time, over a simulated network. The same nodes, network and seed give the same
/// run, on every machine.
///
/// - **Threads:** one.
/// - **Time:** stands still while a node does something, and jumps to the next event when it has. What messages cost a
///   node's processor, see [Network.Costs], passes before and after: for so long the next message and timer wait.
/// - **Ordering:** events happen by their times. Of one time planned faults come first, what has waited for a node that
///   stood still, and timers that have waited for a processor, those that waited in the order in which their own time
///   came; then all else, in the order in which it was caused. So when a processor is free again, timers come before
///   the message that it has taken meanwhile, and before those that wait, also before one that came earlier than they
///   ran out. A link keeps the order of its messages, but for those that the network holds back.
/// - **Memory:** grows with the nodes and with the messages and timers under way, not with the links there could be.
public final class Simulation {
    /* An event has a time and a number, and the queue goes by both. Those that are planned, what has waited for a node
     * that stood still, and timers that have waited for a processor have numbers below EventQueue.ORDINARY, and come
     * before all else of their time. */
    private static final long KIND = ~0L << 32;
    static final long MESSAGE = 0;
    private static final long TIMER = 1L << 32; // others are those of FaultPlan and Processors
    private static final int BY_HAND = -2; // what a node is down by that no plan has crashed

    private final SimulatedPort[] ports; // each with all that is said of its node: one line for each event, not five

    private final EventQueue queue = new EventQueue();
    private final InFlightMessages inFlight = new InFlightMessages();
    private final TimerTable timers = new TimerTable(queue, TIMER);
    private final Journal journal = new Journal();
    private final FaultPlan plan = new FaultPlan(this, queue, journal);
    private final Transmitter transmitter;
    private final Processors processors;
    private final Message arrived;
    private boolean started;
    private boolean busy; // a node does something

    private long now;
    private long nextUrgent;
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
        this.processors = new Processors(ports, queue, inFlight, network.costs());
        this.transmitter = new Transmitter(network, seed, payloadBytes, queue, inFlight, plan, journal);
        this.arrived = new Message(payloadBytes);
        for (int node = 0; node < ports.length; node++) {
            ports[node] = new SimulatedPort(this, node, nodes.get(node), 1);
        }
    }

    /// Has nodes crash and pause and the network fall apart at their times, beside what its laws do to messages. Before
    /// [#start()].
    /// @param faults of nodes and partitions; what they say about messages does not count
    public Simulation plan(List<? extends Fault> faults) {
        requireNotStarted();
        plan.add(faults);
        return this;
    }

    /// Has exactly the faults of a schedule happen, and none by the network's laws. Before [#start()].
    public Simulation follow(Schedule schedule) {
        plan(schedule.faults());
        transmitter.follow(schedule);
        return this;
    }

    /// Says what takes the place of a node that restarts by plan. Before [#start()].
    public Simulation restartWith(IntFunction<Node> fresh) {
        requireNotStarted();
        plan.restartWith(fresh);
        return this;
    }

    /// Tells somebody of all that happens. Before [#start()].
    public Simulation observe(Observer hears) {
        requireNotStarted();
        journal.observe(hears);
        return this;
    }

    /// Keeps what goes wrong, for [#schedule()]. Before [#start()].
    public Simulation record() {
        requireNotStarted();
        journal.record();
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
        plan.start();
        for (int node = 0; node < ports.length; node++) {
            startNode(node);
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
            long description = queue.description();
            queue.remove();
            if (happens(description & KIND, (int) description, nanos, number)) {
                return true;
            }
        }
        return false;
    }

    private boolean happens(long kind, int place, long nanos, long number) {
        if (kind == MESSAGE || kind == Processors.TAKEN) {
            return receive(kind, place, nanos, number);
        }
        if (kind == TIMER) {
            return runOut(place, nanos, number);
        }
        return kind == Processors.WAKE ? processors.wakes(ports[place], nanos) : plan.happens(kind, place, nanos);
    }

    private boolean receive(long kind, int place, long nanos, long number) {
        int to = inFlight.to(place);
        SimulatedPort port = ports[to];
        long boot = inFlight.boot(place);
        boolean missing = port.isDown() || boot != 0 && boot != port.boot();
        if (!missing && port.pausedUntil > nanos) {
            inFlight.boot(place, port.boot());
            queue.add(port.pausedUntil, urgent(number), kind | place);
            return false;
        }
        if (kind == MESSAGE && processors.cost() && !missing) {
            processors.arrives(port, place, nanos);
            return false;
        }
        happen(nanos);
        inFlight.read(place, arrived);
        long message = inFlight.number(place);
        inFlight.remove(place);
        if (missing) {
            journal.tell(Observer.What.MISSED, now, to, arrived.from(), message, arrived);
            return true;
        }
        journal.tell(Observer.What.RECEIVED, now, to, arrived.from(), message, arrived);
        busy = true;
        try {
            port.node().onMessage(arrived, port);
        } finally {
            busy = false;
        }
        transmitter.checkBuffer(to, arrived);
        if (processors.cost()) {
            processors.taken(port);
        }
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
        if (processors.cost() && port.processor().freeNanos() > nanos) {
            timers.postpone(place, port.processor().freeNanos(), urgent(number));
            return false;
        }
        int timer = timers.timer(place);
        timers.remove(place);
        happen(nanos);
        journal.tell(Observer.What.TIMER, now, node, Observer.NONE, timer, null);
        busy = true;
        try {
            port.node().onTimer(timer, port);
        } finally {
            busy = false;
        }
        return true;
    }

    /// Goes to the time of an event that happens.
    void happen(long nanos) {
        now = nanos;
        events++;
    }

    /// The number of what is urgent: what has waited once keeps its place among those that have.
    private long urgent(long number) {
        return number < EventQueue.ORDINARY ? number : nextUrgent();
    }

    /// The number of what comes before all that is ordinary.
    long nextUrgent() {
        return nextUrgent++;
    }

    /// A node, with what is said of it.
    SimulatedPort port(int node) {
        return ports[node];
    }

    /// @param by the planned fault, or [#BY_HAND]
    void down(int node, int by) {
        ports[node].downBy = by;
        ports[node].pausedUntil = 0;
        timers.clear(node);
        journal.tell(Observer.What.CRASHED, now, node, Observer.NONE, Observer.NONE, null);
        ports[node].processor().stop(now);
        processors.drop(
                ports[node],
                arrived,
                number -> journal.tell(Observer.What.MISSED, now, node, arrived.from(), number, arrived));
    }

    void up(int node, Node fresh) {
        SimulatedPort before = ports[node];
        ports[node] = new SimulatedPort(this, node, fresh, before.boot() + 1);
        ports[node].leavesNanos = before.leavesNanos;
        ports[node].processor().carryOn(before.processor());
        journal.tell(Observer.What.RESTARTED, now, node, Observer.NONE, ports[node].boot(), null);
        startNode(node);
    }

    void still(int node, long until) {
        ports[node].pausedUntil = Math.max(ports[node].pausedUntil, until);
        journal.tell(Observer.What.PAUSED, now, node, Observer.NONE, ports[node].pausedUntil, null);
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

    /// The number of events so far, what happens just now included: messages that arrived, timers, faults of nodes.
    public long events() {
        return events;
    }

    /// About how many bytes of memory the messages take that are under way now, those that have not left yet included.
    public long waitingBytes() {
        return inFlight.bytes();
    }

    /// The share of the time until now for which messages have kept a node's processor busy, 0 to 1.
    public double busyShare(int node) {
        require(node);
        return processors.busyShare(node, now);
    }

    /// The node whose processor messages have kept busy longest.
    public int busiest() {
        return processors.busiest(now);
    }

    public Traffic traffic() {
        return journal.traffic(events);
    }

    /// The faults so far, by the laws of the network and by plan.
    /// @throws IllegalStateException if nobody asked for it by [#record()]
    public Schedule schedule() {
        return journal.schedule();
    }

    void require(int node) {
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

    /// A message to write, whatever it holds.
    Message draft() {
        return transmitter.draft();
    }

    void send(SimulatedPort from, int to, Message draft) {
        transmitter.send(from, to, draft, now);
    }

    void schedule(int node, int timer, long delayNanos) {
        timers.set(node, timer, later(delayNanos), queue.nextNumber());
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
