// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Feedback;
import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.Tally;
import dev.duality.shm.PollLoop;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.pending.PendingWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// Interrupts over a region: sources leave them on their devices' lines and set pending bits; servers take the bits.
public final class PendingInterrupts implements Interrupts {
    private final Arrangement arrangement;
    private final Region region;
    private final PendingWord pending;
    private final InterruptLines lines;
    private final WaitStrategy[] sources;
    private final WaitStrategy[] servers; // the one that takes the bits, then those that work is deferred to
    private final List<Server> work = new ArrayList<>(); // by server
    private final PollLoop loop = new PollLoop();

    public PendingInterrupts(Arrangement arrangement, BottomHalf bottomHalf) {
        this.arrangement = arrangement;
        int devices = arrangement.devices();
        RegionLayout layout = new RegionLayout();
        long word = layout.word("pending");
        long bells = layout.span("bells or counts", (long) devices * Region.APART);
        long tokens = layout.span("ring", TokenRing.bytes(arrangement.ring()));
        long slots =
                layout.span("lines", InterruptLines.bytes(devices, arrangement.depth(), arrangement.payloadBytes()));
        this.region = Region.allocate(layout.bytes());
        this.pending = new PendingWord(region, word);
        this.lines = new InterruptLines(region, slots, devices, arrangement.depth(), arrangement.payloadBytes());
        this.sources = WaitStrategy.of(arrangement.waiting(), arrangement.sources());
        this.servers = WaitStrategy.of(arrangement.waiting(), arrangement.servers());
        WaitStrategy[] sourceOf = new WaitStrategy[devices];
        Arrays.setAll(sourceOf, device -> sources[arrangement.source(device)]);
        WaitStrategy[] deferredTo = Arrays.copyOfRange(servers, 1, servers.length);
        int bytes = arrangement.payloadBytes();
        switch (arrangement.mode()) {
            case INLINE -> work.add(new PollingServer(pending, lines, bottomHalf, sourceOf, 0, bytes));
            case POLLING ->
                work.add(new PollingServer(pending, lines, bottomHalf, sourceOf, arrangement.quota(), bytes));
            case THREAD_PER_DEVICE -> {
                work.add(new DeviceTopHalf(pending, region, bells, deferredTo));
                for (int device = 0; device < devices; device++) {
                    long bell = bells + (long) device * Region.APART;
                    work.add(new DeviceServer(device, region, bell, lines, bottomHalf, sourceOf[device], bytes));
                }
            }
            case POOL -> {
                TokenRing ring = new TokenRing(region, tokens, arrangement.ring());
                Feedback feedback = arrangement.feedback() ? new Feedback(arrangement.ring()) : null;
                work.add(new PoolTopHalf(pending, lines, ring, feedback, deferredTo, devices));
                for (int handler = 0; handler < arrangement.handlers(); handler++) {
                    work.add(new PoolServer(region, bells, ring, lines, bottomHalf, sourceOf, servers[0], bytes));
                }
            }
        }
    }

    @Override
    public void start(ThreadFactory factory) {
        for (int server = 0; server < work.size(); server++) {
            Server one = work.get(server);
            loop.start(factory, servers[server], () -> one::poll);
        }
    }

    /// The number of servers: the one that takes the pending bits, and those that it defers to.
    public int servers() {
        return work.size();
    }

    /// Does once what a server's thread does again and again. For one who starts no threads, and lets each have its
    /// turn.
    /// @return 0 if it found nothing to do
    public int poll(int server) {
        return work.get(server).poll();
    }

    @Override
    public Source source(int source) {
        return new PendingSource(arrangement, source, lines, pending, servers[0], sources[source]);
    }

    @Override
    public Tally tally(int device) {
        return lines.tally(device);
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        work.forEach(server -> server.count(counts));
        return counts;
    }

    @Override
    public void close() {
        loop.close();
        region.close();
    }
}
