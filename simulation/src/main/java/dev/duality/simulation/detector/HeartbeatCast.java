// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Cast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An observer, processes that beat, and what their storage keeps: how often each has begun.
final class HeartbeatCast implements Cast {
    /// The address of the node that observes.
    static final int OBSERVER = 0;

    /// Makes an observer.
    interface Observers {
        Node observer(HeartbeatProtocol.Plan plan, Sightings sightings, Diary diary);
    }

    private final HeartbeatProtocol.Plan plan;
    private final Diary diary;
    private final Observers observers;
    private final Sightings sightings;
    private final long[] boots;
    private final List<Node> nodes = new ArrayList<>();

    HeartbeatCast(HeartbeatProtocol.Plan plan, Diary diary) {
        this(plan, diary, ObserverNode::new);
    }

    HeartbeatCast(HeartbeatProtocol.Plan plan, Diary diary, Observers observers) {
        this.plan = plan;
        this.diary = diary;
        this.observers = observers;
        this.sightings = new Sightings(plan);
        this.boots = new long[plan.nodes()];
        for (int node = 0; node < plan.nodes(); node++) {
            nodes.add(fresh(node));
        }
    }

    private Node fresh(int node) {
        if (node == OBSERVER) {
            sightings.observerBegins();
            return observers.observer(plan, sightings, diary);
        }
        return new BeatingNode(plan, ++boots[node]);
    }

    Sightings sightings() {
        return sightings;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Node restarted(int node) {
        return fresh(node);
    }

    @Override
    public boolean finished() {
        return sightings.finished();
    }

    @Override
    public Optional<String> violation() {
        return sightings.violation();
    }

    /// Which life of each process was heard last. When a beat comes, and so who was suspected, is the hosts' affair.
    @Override
    public long digest() {
        long digest = 0;
        for (int process = 1; process < plan.nodes(); process++) {
            digest = SplitMix64.of(digest, sightings.boot(process));
        }
        return digest;
    }

    @Override
    public Map<String, Long> counts() {
        return sightings.counts();
    }
}
