// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.mapreduce.Task.Phase;
import dev.duality.simulation.mapreduce.Task.State;
import dev.duality.workloads.mapreduce.KeyCounts;
import dev.duality.workloads.mapreduce.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// One life of a worker. It reports again and again what it is with, and does what it was told last.
class WorkerNode implements Node {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BEAT = 0;
    private static final int WORK = 1;
    private static final int NONE = -1;

    private final MasterProtocol.Plan plan;
    private final long boot;
    private final NavigableMap<Integer, byte[][]> mapped = new TreeMap<>(); // of each chunk its piece of each partition
    private long reports;
    private long orders; // the number of the last one
    private Optional<Task> task = Optional.empty();
    private int[] holders = {}; // of what it reduces: who has each chunk
    private int[] following = {}; // of each chunk the next one that the same node has; NONE behind the last
    private final Map<Integer, Integer> firsts = new HashMap<>(); // by node, the first chunk that it has
    private boolean[] fetched = {};
    private int missing;
    private KeyCounts sum = new KeyCounts(16);
    private byte[] records = {};
    private final Retries asking = new Retries(); // for what it reduces
    private final Retries handing = new Retries(); // what it has reduced to the master

    WorkerNode(MasterProtocol.Plan plan, long boot) {
        this.plan = plan;
        this.boot = boot;
    }

    @Override
    public final void onStart(Port port) {
        report(port);
        port.schedule(BEAT, plan.heartbeat().beatNanos());
    }

    @Override
    public final void onTimer(int timer, Port port) {
        if (timer == WORK) {
            Task done = task.orElseThrow();
            if (done.phase() == Phase.MAP) {
                mapped.put(done.number(), map(done.number()));
            } else {
                records = records();
            }
            task = Optional.of(done.in(State.DONE));
            handing.now();
            report(port);
        } else {
            report(port);
            if (fetches() && asking.isDue()) {
                fetch(port);
            }
            port.schedule(BEAT, plan.heartbeat().beatNanos());
        }
    }

    /// Records may take longer to leave than a beat lasts, so not every report has them; one without says that the
    /// worker is still at it.
    private void report(Port port) {
        boolean reduced = task.filter(one -> one.phase() == Phase.REDUCE && one.state() == State.DONE)
                .isPresent();
        boolean hands = reduced && handing.isDue();
        Optional<Task> told = reduced && !hands ? task.map(one -> one.in(State.WORKING)) : task;
        Message report = port.message(MasterDeployment.MASTER)
                .set(MasterKinds.REPORT, ++reports, boot, told.map(Task::word).orElse(Task.NONE));
        report.payload().length(0);
        if (hands) {
            write(records, report.payload());
        }
        port.send(MasterDeployment.MASTER);
    }

    private static void write(byte[] bytes, Payload payload) {
        payload.length(bytes.length);
        System.arraycopy(bytes, 0, payload.bytes(), 0, bytes.length);
    }

    @Override
    public final void onMessage(Message message, Port port) {
        switch (message.kind()) {
            case MasterKinds.ORDER -> order(message, port);
            case MasterKinds.FETCH -> give(message, port);
            case MasterKinds.PIECES -> take(message, port);
            default -> throw new IllegalArgumentException("no worker is sent a " + message);
        }
    }

    private void order(Message order, Port port) {
        if (order.sequence() != boot || order.b() <= orders) {
            return; // for a life that is over, or an older one
        }
        orders = order.b();
        Optional<Task> told = order.a() == Task.NONE ? Optional.empty() : Optional.of(Task.of(order.a()));
        if (told.isPresent() && task.filter(told.get()::same).isPresent()) {
            if (fetches() && readHolders(order.payload())) {
                asking.begin();
                fetch(port);
            }
            return;
        }
        port.cancel(WORK);
        task = told.map(one -> one.in(State.WAITING));
        if (told.isEmpty()) {
            return;
        }
        if (told.get().phase() == Phase.MAP) {
            work(port);
        } else {
            sum = new KeyCounts(64);
            fetched = new boolean[plan.maps()];
            missing = plan.maps();
            readHolders(order.payload());
            asking.begin();
            fetch(port);
        }
    }

    private void work(Port port) {
        Task begun = task.orElseThrow();
        task = Optional.of(begun.in(State.WORKING));
        port.schedule(WORK, plan.nanos(begun, port.self(), boot));
    }

    private byte[][] map(int chunk) {
        Text text = plan.text();
        KeyCounts counts = new KeyCounts(64);
        counts.addAll(text.job(), text.bytes(), text.start(chunk), text.end(chunk));
        Payload[] pieces = new Payload[plan.reduces()];
        int[] bytes = new int[pieces.length];
        for (int entry = 0; entry < counts.size(); entry++) {
            bytes[plan.partition(counts.hash(entry))] += counts.recordBytes(entry);
        }
        Arrays.setAll(pieces, partition -> new Payload(bytes[partition]));
        for (int entry = 0; entry < counts.size(); entry++) {
            counts.write(entry, pieces[plan.partition(counts.hash(entry))]);
        }
        return Arrays.stream(pieces).map(Payload::bytes).toArray(byte[][]::new);
    }

    private boolean fetches() {
        return task.filter(one -> one.phase() == Phase.REDUCE && one.state() == State.WAITING)
                .isPresent();
    }

    /// @return whether another has something now
    private boolean readHolders(Payload payload) {
        int[] before = holders;
        holders = new int[plan.maps()];
        for (int map = 0; map < holders.length; map++) {
            holders[map] = (payload.bytes()[2 * map] & 0xFF) << 8 | payload.bytes()[2 * map + 1] & 0xFF;
        }
        boolean changed = !Arrays.equals(before, holders);
        if (changed) {
            following = new int[holders.length];
            firsts.clear();
            for (int map = holders.length - 1; map >= 0; map--) {
                following[map] = firsts.getOrDefault(holders[map], NONE);
                firsts.put(holders[map], map);
            }
        }
        return changed;
    }

    /// Asks everybody who has something that is missing for the first of it.
    private void fetch(Port port) {
        boolean[] asked = new boolean[plan.nodes()];
        for (int map = 0; map < holders.length; map++) {
            int holder = holders[map];
            if (!fetched[map] && holder != MasterKinds.NOBODY && !asked[holder]) {
                if (holder != port.self()) {
                    asked[holder] = true;
                    ask(holder, map, port);
                } else if (mapped.containsKey(map)) {
                    byte[] piece = mapped.get(map)[task.orElseThrow().number()];
                    add(map, port.self(), piece, 0, piece.length);
                }
            }
        }
        workIfAllIsThere(port);
    }

    private void ask(int holder, int map, Port port) {
        port.message(holder)
                .set(MasterKinds.FETCH, boot, task.orElseThrow().number(), map)
                .payload()
                .length(0);
        port.send(holder);
    }

    private void workIfAllIsThere(Port port) {
        if (missing == 0) {
            work(port);
        }
    }

    /// Gives what it has of a partition, in the order of chunks, as far as there is room.
    private void give(Message fetch, Port port) {
        Message reply = port.message(fetch.from()).set(MasterKinds.PIECES, fetch.sequence(), fetch.a(), 0);
        Payload payload = reply.payload();
        int end = 0;
        for (Map.Entry<Integer, byte[][]> one :
                mapped.tailMap((int) fetch.b(), true).entrySet()) {
            byte[] piece = one.getValue()[(int) fetch.a()];
            if (end + 2 * Integer.BYTES + piece.length > payload.capacity()) {
                break;
            }
            INT.set(payload.bytes(), end, one.getKey().intValue());
            INT.set(payload.bytes(), end + Integer.BYTES, piece.length);
            System.arraycopy(piece, 0, payload.bytes(), end + 2 * Integer.BYTES, piece.length);
            end += 2 * Integer.BYTES + piece.length;
        }
        payload.length(end);
        port.send(fetch.from());
    }

    private void take(Message pieces, Port port) {
        if (!fetches()
                || pieces.sequence() != boot
                || pieces.a() != task.orElseThrow().number()) {
            return; // for a task that it is not with any more
        }
        int before = missing;
        byte[] bytes = pieces.payload().bytes();
        for (int at = 0; at < pieces.payload().length(); ) {
            int map = (int) INT.get(bytes, at);
            int length = (int) INT.get(bytes, at + Integer.BYTES);
            at += 2 * Integer.BYTES;
            add(map, pieces.from(), bytes, at, at + length);
            at += length;
        }
        if (missing < before) {
            asking.begin();
            askForMore(pieces.from(), port);
        }
        workIfAllIsThere(port);
    }

    private void askForMore(int holder, Port port) {
        for (int map = firsts.getOrDefault(holder, NONE); map != NONE; map = following[map]) {
            if (!fetched[map]) {
                ask(holder, map, port);
                return;
            }
        }
    }

    private void add(int map, int from, byte[] bytes, int at, int end) {
        if (wants(map, from)) {
            sum.addRecords(bytes, at, end);
            missing -= fetched[map] ? 0 : 1;
            fetched[map] = true;
        }
    }

    /// Whether a piece counts: once, and from whom the master says.
    boolean wants(int map, int from) {
        return !fetched[map] && holders[map] == from;
    }

    private byte[] records() {
        int bytes = 0;
        for (int entry = 0; entry < sum.size(); entry++) {
            bytes += sum.recordBytes(entry);
        }
        Payload all = new Payload(bytes);
        for (int entry : sum.order()) {
            sum.write(entry, all);
        }
        return all.bytes();
    }
}
