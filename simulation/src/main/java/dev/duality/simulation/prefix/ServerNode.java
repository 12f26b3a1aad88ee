// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.workloads.prefix.Namespace;
import java.util.ArrayList;
import java.util.List;

/// Walks names through the domains that it has. A domain that is to move is first offered to the next server; from
/// then on nobody is answered about it, until that one has it: at no time two servers answer, and who waits is told.
class ServerNode implements Node {
    /// Who waits until a domain has left.
    private record Waiting(int client, long sequence, int kind) {}

    private final SpriteProtocol.Plan plan;
    private final Disk disk;
    private final Oracle oracle;
    private final List<List<Waiting>> waiting = new ArrayList<>(); // by domain

    ServerNode(SpriteProtocol.Plan plan, Disk disk, Oracle oracle) {
        this.plan = plan;
        this.disk = disk;
        this.oracle = oracle;
        for (int domain = 0; domain < plan.domains(); domain++) {
            waiting.add(new ArrayList<>());
        }
    }

    @Override
    public final void onStart(Port port) {
        for (int domain = 0; domain < plan.domains(); domain++) {
            if (disk.isLeaving(domain)) {
                offer(domain, port);
            }
        }
    }

    @Override
    public final void onTimer(int domain, Port port) {
        if (disk.isLeaving(domain)) {
            offer(domain, port);
        }
    }

    @Override
    public final void onMessage(Message message, Port port) {
        switch (message.kind()) {
            case Kinds.LOOKUP -> lookUp(message, port);
            case Kinds.WHERE -> where(message, port);
            case Kinds.MOVE -> move(message, port);
            case Kinds.TAKE -> take(message, port);
            case Kinds.TAKEN -> taken(message, port);
            default -> throw new IllegalArgumentException("no server is sent a " + message);
        }
    }

    /// Whether it may answer about a generation of a domain.
    boolean serves(int domain, long generation) {
        return disk.generation(domain) == generation;
    }

    private void lookUp(Message request, Port port) {
        int domain = Kinds.domain(request.a());
        if (!serves(domain, Kinds.generation(request.a()))) {
            reply(request.from(), Kinds.STALE, request.sequence(), 0, 0, port);
        } else if (disk.isLeaving(domain)) {
            waiting.get(domain).add(new Waiting(request.from(), request.sequence(), Kinds.LOOKUP));
        } else {
            Message reply = port.message(request.from());
            switch (plan.namespace().walk(domain, Text.read(request.payload()))) {
                case Namespace.Step.Answered(long id) -> {
                    reply.set(Kinds.ANSWERED, request.sequence(), id, request.a());
                    reply.payload().length(0);
                }
                case Namespace.Step.Redirected(Namespace.Redirect why, String name, int prefixLength) -> {
                    reply.set(Kinds.REDIRECTED, request.sequence(), Kinds.redirect(why, prefixLength), request.a());
                    Text.write(name, reply.payload());
                }
            }
            port.send(request.from());
        }
    }

    private void where(Message request, Port port) {
        String prefix = Text.read(request.payload());
        for (int domain = 0; domain < plan.domains(); domain++) {
            if (disk.has(domain) && plan.namespace().prefixes().text(domain).equals(prefix)) {
                if (disk.isLeaving(domain)) {
                    waiting.get(domain).add(new Waiting(request.from(), request.sequence(), Kinds.WHERE));
                } else {
                    long token = Kinds.token(domain, disk.generation(domain));
                    reply(request.from(), Kinds.HERE, request.sequence(), token, port.self(), port);
                }
            }
        }
    }

    private void move(Message request, Port port) {
        int domain = Kinds.domain(request.a());
        if (disk.generation(domain) != Kinds.generation(request.a())) {
            reply(request.from(), Kinds.STALE, request.sequence(), 0, 0, port);
            return;
        }
        waiting.get(domain).add(new Waiting(request.from(), request.sequence(), Kinds.MOVE));
        if (!disk.isLeaving(domain)) {
            disk.leave(domain);
            offer(domain, port);
        }
    }

    private int next(Port port) {
        return (port.self() + 1) % plan.servers();
    }

    private void offer(int domain, Port port) {
        long later = disk.generation(domain) + 1;
        if (next(port) == port.self()) {
            disk.drop(domain);
            disk.take(domain, later);
            oracle.serves(domain, later);
            tellWaiting(domain, later, port);
        } else {
            reply(next(port), Kinds.TAKE, 0, Kinds.token(domain, later), 0, port);
            port.schedule(domain, plan.resendNanos());
        }
    }

    private void take(Message offer, Port port) {
        int domain = Kinds.domain(offer.a());
        long generation = Kinds.generation(offer.a());
        if (disk.take(domain, generation)) {
            oracle.serves(domain, generation);
        }
        reply(offer.from(), Kinds.TAKEN, 0, offer.a(), 0, port);
    }

    private void taken(Message told, Port port) {
        int domain = Kinds.domain(told.a());
        long generation = Kinds.generation(told.a());
        if (disk.isLeaving(domain) && disk.generation(domain) + 1 == generation) {
            disk.drop(domain);
            port.cancel(domain);
            tellWaiting(domain, generation, port);
        }
    }

    private void tellWaiting(int domain, long generation, Port port) {
        for (Waiting each : waiting.get(domain)) {
            if (each.kind() == Kinds.LOOKUP) {
                reply(each.client(), Kinds.STALE, each.sequence(), 0, 0, port);
            } else {
                reply(each.client(), Kinds.HERE, each.sequence(), Kinds.token(domain, generation), next(port), port);
            }
        }
        waiting.get(domain).clear();
    }

    private static void reply(int to, int kind, long sequence, long a, long b, Port port) {
        Message reply = port.message(to).set(kind, sequence, a, b);
        reply.payload().length(0);
        port.send(to);
    }
}
