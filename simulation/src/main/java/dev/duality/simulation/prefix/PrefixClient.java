// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.workloads.prefix.NameMixture;
import dev.duality.workloads.prefix.Namespace;
import dev.duality.workloads.prefix.Prefixes;
import java.util.ArrayList;
import java.util.List;

/// Looks names up, one after the other, with a table of its own. A lookup goes on until a server has answered: it may
/// be sent on under another name, or find that its hint was wrong and ask all servers.
class PrefixClient implements Node {
    private static final int RESEND = 0;
    private static final int NOBODY = -1;
    private static final long NO_TOKEN = -1;
    private static final int MOST_DOUBLINGS = 6;
    private static final int BOOT_SHIFT = 40;

    /// A line of the table.
    static final class Entry {
        final String prefix;
        private int server = NOBODY;
        private long token = NO_TOKEN;
        private long stale = NO_TOKEN; // what was known last and was wrong

        Entry(String prefix) {
            this.prefix = prefix;
        }

        boolean isKnown() {
            return server != NOBODY;
        }

        void forget() {
            server = NOBODY;
            stale = token;
        }
    }

    private final PrefixProtocol.Plan plan;
    private final int client;
    private final PrefixChecker checker;
    private final NameMixture mixture;
    private final List<Entry> table = new ArrayList<>();
    private long lookups; // done
    private long moves; // ordered
    private NameMixture.Name asked;
    private Entry entry; // by which it goes on now
    private String rest; // of the name, behind the entry's prefix
    private boolean moving; // it orders a move, and looks nothing up
    private int links;
    private long sequence;
    private int awaited; // the kind of its last request
    private int tries;

    /// @param boot which life of it this is, so that replies to an earlier one are known by their numbers
    /// @param lookups how many its storage says are done
    PrefixClient(PrefixProtocol.Plan plan, int client, PrefixChecker checker, int boot, long lookups) {
        this.plan = plan;
        this.client = client;
        this.checker = checker;
        this.mixture = new NameMixture(plan.namespace(), NameMixture.Shares.SPRITE, plan.seed(), client);
        this.sequence = (long) boot << BOOT_SHIFT;
        this.lookups = lookups;
        this.moves = plan.movesBefore(client, lookups);
        for (long done = 0; done < lookups; done++) {
            mixture.next();
        }
        table.add(new Entry("/"));
    }

    @Override
    public final void onStart(Port port) {
        begin(port);
    }

    private void begin(Port port) {
        if (moves < plan.movesBefore(client, lookups)) {
            moving = true;
            entry = entryOf(plan.namespace().prefixes().text((int) (moves % plan.domains())));
            goOn(port);
        } else if (lookups < plan.share(client)) {
            asked = mixture.next();
            links = 0;
            if (asked.isAbsolute()) {
                follow(asked.text(), port);
            } else {
                entry = entryOf(asked.directory()); // a working directory needs no match: its domain is known
                rest = asked.text();
                goOn(port);
            }
        } else {
            checker.isDone(client);
        }
    }

    private Entry entryOf(String prefix) {
        for (Entry each : table) {
            if (each.prefix.equals(prefix)) {
                return each;
            }
        }
        Entry fresh = new Entry(prefix);
        table.add(fresh);
        return fresh;
    }

    /// Goes on under an absolute name.
    private void follow(String name, Port port) {
        entry = match(name, table);
        rest = Prefixes.rest(entry.prefix, name);
        goOn(port);
    }

    /// The entry with the longest prefix that a name begins with.
    Entry match(String name, List<Entry> entries) {
        Entry longest = entries.getFirst(); // that of the root
        for (Entry each : entries) {
            if (each.prefix.length() > longest.prefix.length() && Prefixes.covers(each.prefix, name)) {
                longest = each;
            }
        }
        return longest;
    }

    private void goOn(Port port) {
        sequence++;
        tries = 0;
        if (!entry.isKnown()) {
            checker.broadcasts(client, entry.prefix, entry.stale);
            awaited = PrefixKinds.WHERE;
        } else if (moving) {
            awaited = PrefixKinds.MOVE;
        } else {
            checker.asks(client, PrefixKinds.domain(entry.token));
            awaited = PrefixKinds.LOOKUP;
        }
        send(port);
    }

    private void send(Port port) {
        if (awaited == PrefixKinds.WHERE) {
            for (int server = 0; server < plan.servers(); server++) {
                send(server, 0, entry.prefix, port);
            }
        } else {
            send(entry.server, entry.token, moving ? "" : rest, port);
        }
        port.schedule(RESEND, plan.resendNanos() << Math.min(tries, MOST_DOUBLINGS));
    }

    private void send(int server, long token, String text, Port port) {
        Message message = port.message(server).set(awaited, sequence, token, 0);
        NameText.write(text, message.payload());
        port.send(server);
    }

    @Override
    public final void onTimer(int timer, Port port) {
        tries++;
        checker.repeats();
        send(port);
    }

    @Override
    public final void onMessage(Message reply, Port port) {
        if (reply.sequence() != sequence) {
            return; // answers what it does not ask any more
        }
        switch (reply.kind()) {
            case PrefixKinds.HERE -> here(reply, port);
            case PrefixKinds.STALE -> stale(port);
            case PrefixKinds.REDIRECTED -> redirected(reply, port);
            case PrefixKinds.ANSWERED -> answered(reply, port);
            default -> throw new IllegalArgumentException("no client is sent a " + reply);
        }
    }

    private void here(Message reply, Port port) {
        if (entry.stale != NO_TOKEN && reply.a() <= entry.stale) {
            return; // from before what it knows to be wrong
        }
        port.cancel(RESEND);
        entry.server = (int) reply.b();
        entry.token = reply.a();
        if (awaited == PrefixKinds.MOVE) {
            moved(port);
        } else {
            goOn(port);
        }
    }

    private void stale(Port port) {
        port.cancel(RESEND);
        checker.wasStale();
        entry.forget();
        if (awaited == PrefixKinds.MOVE) {
            moved(port); // by an order whose answer was lost: nobody else moves domains
        } else {
            goOn(port);
        }
    }

    private void moved(Port port) {
        moving = false;
        moves++;
        next(port);
    }

    private void redirected(Message reply, Port port) {
        port.cancel(RESEND);
        Namespace.Redirect why = PrefixKinds.why(reply.a());
        String name = NameText.read(reply.payload());
        checker.answers(client, reply.b(), why);
        if (++links > Namespace.MOST_LINKS) {
            finish(Namespace.ABSENT, port);
            return;
        }
        switch (why) {
            case LINK -> follow(name, port);
            case REMOTE -> {
                entry = entryOf(name.substring(0, PrefixKinds.prefixLength(reply.a())));
                rest = Prefixes.rest(entry.prefix, name);
                goOn(port);
            }
            case PARENT -> follow(Namespace.join(Namespace.parent(entry.prefix), name), port);
        }
    }

    private void answered(Message reply, Port port) {
        port.cancel(RESEND);
        checker.answers(client, reply.b());
        finish(reply.a(), port);
    }

    private void finish(long id, Port port) {
        checker.ends(client, asked, id);
        lookups++;
        next(port);
    }

    /// Ends what was asked, so that late answers to it are known by their number.
    private void next(Port port) {
        sequence++;
        begin(port);
    }
}
