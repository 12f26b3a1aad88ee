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
    /// A client that waits until a domain has left.
    private record Waiting(int client, long sequence, int kind) {}

    private final PrefixProtocol.Plan plan;
    private final ServerDisk disk;
    private final PrefixChecker checker;
    private final List<List<Waiting>> waiting = new ArrayList<>(); // by domain

    ServerNode(PrefixProtocol.Plan plan, ServerDisk disk, PrefixChecker checker) {
        this.plan = plan;
        this.disk = disk;
        this.checker = checker;
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
            case PrefixKinds.LOOKUP -> lookUp(message, port);
            case PrefixKinds.WHERE -> where(message, port);
            case PrefixKinds.MOVE -> move(message, port);
            case PrefixKinds.TAKE -> take(message, port);
            case PrefixKinds.TAKEN -> taken(message, port);
            default -> throw new IllegalArgumentException("no server is sent a " + message);
        }
    }

    /// Whether it may answer about a generation of a domain.
    boolean serves(int domain, long generation) {
        return disk.generation(domain) == generation;
    }

    private void lookUp(Message request, Port port) {
        int domain = PrefixKinds.domain(request.a());
        if (!serves(domain, PrefixKinds.generation(request.a()))) {
            reply(request.from(), PrefixKinds.STALE, request.sequence(), 0, 0, port);
        } else if (disk.isLeaving(domain)) {
            waiting.get(domain).add(new Waiting(request.from(), request.sequence(), PrefixKinds.LOOKUP));
        } else {
            Message reply = port.message(request.from());
            switch (plan.namespace().walk(domain, NameText.read(request.payload()))) {
                case Namespace.Step.Answered(long id) -> {
                    reply.set(PrefixKinds.ANSWERED, request.sequence(), id, request.a());
                    reply.payload().length(0);
                }
                case Namespace.Step.Redirected(Namespace.Redirect why, String name, int prefixLength) -> {
                    reply.set(
                            PrefixKinds.REDIRECTED,
                            request.sequence(),
                            PrefixKinds.redirect(why, prefixLength),
                            request.a());
                    NameText.write(name, reply.payload());
                }
            }
            port.send(request.from());
        }
    }

    private void where(Message request, Port port) {
        String prefix = NameText.read(request.payload());
        for (int domain = 0; domain < plan.domains(); domain++) {
            if (disk.has(domain) && plan.namespace().prefixes().text(domain).equals(prefix)) {
                if (disk.isLeaving(domain)) {
                    waiting.get(domain).add(new Waiting(request.from(), request.sequence(), PrefixKinds.WHERE));
                } else {
                    long token = PrefixKinds.token(domain, disk.generation(domain));
                    reply(request.from(), PrefixKinds.HERE, request.sequence(), token, port.self(), port);
                }
            }
        }
    }

    private void move(Message request, Port port) {
        int domain = PrefixKinds.domain(request.a());
        if (disk.generation(domain) != PrefixKinds.generation(request.a())) {
            reply(request.from(), PrefixKinds.STALE, request.sequence(), 0, 0, port);
            return;
        }
        waiting.get(domain).add(new Waiting(request.from(), request.sequence(), PrefixKinds.MOVE));
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
            checker.serves(domain, later);
            tellWaiting(domain, later, port);
        } else {
            reply(next(port), PrefixKinds.TAKE, 0, PrefixKinds.token(domain, later), 0, port);
            port.schedule(domain, plan.resendNanos());
        }
    }

    private void take(Message offer, Port port) {
        int domain = PrefixKinds.domain(offer.a());
        long generation = PrefixKinds.generation(offer.a());
        if (disk.take(domain, generation)) {
            checker.serves(domain, generation);
        }
        reply(offer.from(), PrefixKinds.TAKEN, 0, offer.a(), 0, port);
    }

    private void taken(Message told, Port port) {
        int domain = PrefixKinds.domain(told.a());
        long generation = PrefixKinds.generation(told.a());
        if (disk.isLeaving(domain) && disk.generation(domain) + 1 == generation) {
            disk.drop(domain);
            port.cancel(domain);
            tellWaiting(domain, generation, port);
        }
    }

    private void tellWaiting(int domain, long generation, Port port) {
        for (Waiting each : waiting.get(domain)) {
            if (each.kind() == PrefixKinds.LOOKUP) {
                reply(each.client(), PrefixKinds.STALE, each.sequence(), 0, 0, port);
            } else {
                reply(
                        each.client(),
                        PrefixKinds.HERE,
                        each.sequence(),
                        PrefixKinds.token(domain, generation),
                        next(port),
                        port);
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
