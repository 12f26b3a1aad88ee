// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Node;
import dev.duality.messaging.Transport;
import dev.duality.messaging.host.Links;
import dev.duality.messaging.host.ThreadHost;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/// A pager that owns the pages, and workers with a few frames each, who ask it for pages and give them back.
final class PagerSide implements Side {
    private static final int CAPACITY = 8; // a page that goes back, a request, a reply, and room

    private final PagingWorkload workload;
    private final Transport transport;
    private final boolean alone;

    private PagerSide(PagingWorkload workload, Transport transport, boolean alone) {
        this.workload = workload;
        this.transport = transport;
        this.alone = alone;
    }

    /// Over the ring, whatever the number of workers: words of the heap that all share are asked for.
    static PagerSide overRing(PagingWorkload workload) {
        return new PagerSide(workload, new RingTransport(), false);
    }

    /// Over the ring, for one worker, who keeps pages of the shared heap, too: nobody else stores into them.
    static PagerSide aloneOverRing(PagingWorkload workload) {
        return new PagerSide(workload, new RingTransport(), true);
    }

    @Override
    public String substrate() {
        return "messaging:" + transport.name() + (alone ? "-pager-alone" : "-pager");
    }

    @Override
    public String description() {
        return transport.description()
                + (alone
                        ? "; a pager owns the pages, and its one worker keeps some of every segment in frames of its own"
                        : "; a pager owns the pages, workers keep some in frames of their own, and ask for words of the"
                                + " shared heap");
    }

    @Override
    public Contract contract() {
        return transport.contract();
    }

    /// Nobody else could see what its one worker keeps.
    @Override
    public boolean alone(Setting setting) {
        return alone;
    }

    /// The pager has all pages of a heap that several share, beside the frames, and none of them ever makes room.
    @Override
    public boolean withoutBound(Setting setting) {
        return !alone;
    }

    @Override
    public Optional<String> unavailable() {
        return transport.unavailable();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (alone && setting.workers() > 1) {
            return Optional.of(
                    "with %d workers the shared heap has others who store into it; use 1 worker, or messaging:%s-pager"
                            .formatted(setting.workers(), transport.name()));
        }
        if (!alone && setting.get(PagingWorkload.TRACE).isPresent()) {
            return Optional.of(
                    "the blocks of a trace are one heap that several share, of which no page is kept; use 1 worker and messaging:%s-pager-alone"
                            .formatted(transport.name()));
        }
        if (setting.owners() > 1) {
            return Optional.of("there is one pager; use 1 owner");
        }
        if (setting.window() > 1) {
            return Optional.of("who faults waits for the page, so one touch is under way; use window 1");
        }
        int frames = PagingWorkload.frames(setting);
        if (frames < setting.workers()) {
            return Optional.of("frames is %d, but %d workers need one each; use frames=%d"
                    .formatted(frames, setting.workers(), setting.workers()));
        }
        return ThreadHost.rejects(
                transport,
                setting.workers() + 1,
                Links.clientsAndServers(setting.workers()),
                capacity(setting),
                Segments.PAGE_BYTES);
    }

    private static int capacity(Setting setting) {
        return CAPACITY * Integer.highestOneBit(2 * setting.workers() - 1);
    }

    @Override
    public int servers(Setting setting) {
        return 1;
    }

    @Override
    public Kernel open(Setting setting) {
        return new PagerKernel(setting, workload.segments(setting));
    }

    private final class PagerKernel implements Kernel {

        private final Segments segments;
        private final PagerNode pager;
        private final List<PagerClient> clients = new ArrayList<>();
        private final ThreadHost host;

        PagerKernel(Setting setting, Segments segments) {
            this.segments = segments;
            this.pager = new PagerNode(segments);
            int frames = PagingWorkload.frames(setting) / setting.workers();
            for (int worker = 0; worker < setting.workers(); worker++) {
                clients.add(new PagerClient(setting, segments, frames, PagingWorkload.policy(setting), alone));
            }
            List<Node> nodes = new ArrayList<>(clients);
            nodes.add(pager);
            host = new ThreadHost(
                    transport,
                    setting.options(),
                    nodes,
                    Links.clientsAndServers(setting.workers()),
                    setting.waiting(),
                    capacity(setting),
                    Segments.PAGE_BYTES);
        }

        @Override
        public void start(ThreadFactory factory) {
            host.start(clients.size(), factory);
        }

        @Override
        public Caller caller(int worker) {
            PagerClient client = clients.get(worker);
            host.port(worker);
            return client;
        }

        /// A page that was cleaned may still be on its way to the pager, and so is read where it is.
        @Override
        public long digest() {
            return PageWords.digest(segments, address -> {
                int page = segments.page(address);
                for (PagerClient client : clients) {
                    if (client.holds(page)) {
                        return client.word(address);
                    }
                }
                return pager.word(address);
            });
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>(host.counts());
            clients.forEach(client -> client.addTo(counts));
            counts.put("requests", pager.requests());
            return counts;
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
