// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.rpc.RpcServer;

/// A client of Sprite's protocol: it makes the calls of its script, as many at once as it has channels.
///
/// A call is sent again after a wait that doubles, and is given up after the eighth time. A timer's name is the number
/// of its channel.
class SpriteClient implements Node {
    /// The first wait of a call of one fragment.
    static final long FIRST_WAIT_NANOS = 100_000_000;

    /// The first wait of a call of several fragments.
    static final long FIRST_FRAGMENTED_WAIT_NANOS = 500_000_000;

    /// The longest wait while the server says nothing.
    static final long LONGEST_WAIT_NANOS = 1_000_000_000;

    /// The longest wait while the server says that it is busy.
    static final long LONGEST_BUSY_WAIT_NANOS = 5_000_000_000L;

    /// The number of times that a call is sent.
    static final int TRIES = 8;

    private static final int FIRST_BOOT_OF_A_SERVER = 1;

    /// One call under way.
    private static final class Channel {
        private int number;
        private int call; // of the script, from 1; 0 while there is none
        private int serverBoot; // that the call was addressed to
        private int tries;
        private long begunNanos;
        private long waitNanos;
        private int have; // of the reply, a mask
        private Payload reply; // where fragments of it are put together

        boolean isFree() {
            return call == 0;
        }
    }

    private final Setting setting;
    private final int self;
    private final int server;
    private final int boot;
    private final Script script;
    private final Outcomes outcomes;
    private final Pieces pieces;
    private final Channel[] channels;
    private final Payload request; // of the call that is being sent
    private int serverBoot = FIRST_BOOT_OF_A_SERVER;
    private int underWay;

    /// @param self its place, which is its number in the script, too
    /// @param server the server's place
    /// @param boot how often it was started, from 1
    /// @param outcomes where its calls end up; a client that is restarted goes on with those that were not begun
    SpriteClient(Setting setting, int self, int server, int boot, Script script, Outcomes outcomes) {
        this.setting = setting;
        this.self = self;
        this.server = server;
        this.boot = boot;
        this.script = script;
        this.outcomes = outcomes;
        this.pieces = new Pieces(SpriteProtocol.fragmentBytes(setting));
        this.channels = new Channel[SpriteProtocol.channels(setting)];
        this.request = setting.payload();
    }

    @Override
    public void onStart(Port port) {
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = new Channel();
            underWay++;
            begin(channel, port);
        }
    }

    /// Makes the next call on this channel, if there is one.
    private void begin(int at, Port port) {
        Channel channel = channels[at];
        channel.call = outcomes.begin();
        if (channel.isFree()) {
            port.cancel(at);
            underWay--;
            if (underWay == 0) {
                outcomes.finished();
            }
            return;
        }
        channel.number = next(channel.number);
        channel.serverBoot = serverBoot;
        channel.tries = 1;
        channel.begunNanos = port.nanos();
        channel.have = 0;
        int operation = channel.call - 1;
        script.load(operation, request);
        boolean whole = pieces.count(request.length()) == 1;
        channel.waitNanos = whole ? FIRST_WAIT_NANOS : FIRST_FRAGMENTED_WAIT_NANOS;
        send(at, RpcFrame.kind(RpcFrame.REQUEST, script.kind(operation)), -1, port);
        port.schedule(at, channel.waitNanos);
    }

    /// The number of the next call on a channel.
    int next(int number) {
        return number + 1;
    }

    /// Sends fragments of the call whose data are in `request`.
    private int send(int at, int kind, int mask, Port port) {
        int operation = channels[at].call - 1;
        return pieces.send(
                port,
                server,
                kind,
                name(at),
                RpcFrame.first(channels[at].serverBoot, script.a(operation)),
                script.b(operation),
                request,
                mask);
    }

    private long name(int at) {
        return RpcFrame.call(boot, at, channels[at].number);
    }

    @Override
    public void onTimer(int at, Port port) {
        Channel channel = channels[at];
        if (channel.tries == TRIES) {
            end(at, Outcomes.Ending.GIVEN_UP, 0, port);
            return;
        }
        channel.tries++;
        channel.waitNanos = Math.max(channel.waitNanos, Math.min(2 * channel.waitNanos, LONGEST_WAIT_NANOS));
        outcomes.retries++;
        if (channel.have != 0) {
            int kind = RpcFrame.kindThatWantsAnAnswer(RpcFrame.HAVE, 0);
            Pieces.send(port, server, kind, name(at), RpcFrame.first(channel.serverBoot, 0), channel.have);
        } else {
            script.load(channel.call - 1, request);
            int last = 1 << pieces.count(request.length()) - 1;
            int kind = RpcFrame.kindThatWantsAnAnswer(RpcFrame.REQUEST, script.kind(channel.call - 1));
            send(at, kind, last, port);
        }
        port.schedule(at, channel.waitNanos);
    }

    @Override
    public void onMessage(Message message, Port port) {
        int at = RpcFrame.channel(message);
        seen((int) message.b());
        if (channels[at].isFree() || name(at) != RpcFrame.call(message)) {
            return; // late: this client has had the reply, has given up, or was restarted meanwhile
        }
        switch (RpcFrame.type(message)) {
            case RpcFrame.REPLY -> reply(at, message, port);
            case RpcFrame.BUSY -> busy(at, port);
            case RpcFrame.HAVE -> missing(at, (int) message.a(), port);
            case RpcFrame.REJECTED -> end(at, Outcomes.Ending.REJECTED, 0, port);
            default -> throw new IllegalStateException("a client got " + message);
        }
    }

    /// Every message says which boot of the server it is from.
    private void seen(int its) {
        if (its > serverBoot) {
            serverBoot = its;
            outcomes.restartsSeen++;
        }
    }

    private void reply(int at, Message message, Port port) {
        Channel channel = channels[at];
        int fragments = RpcFrame.fragments(message);
        Payload data = message.payload();
        if (fragments > 1) {
            if (channel.reply == null) {
                channel.reply = setting.payload();
            }
            data = channel.reply;
            pieces.take(message, data);
        }
        channel.have |= 1 << RpcFrame.fragment(message);
        if (channel.have == Pieces.all(fragments)) {
            boolean own = RpcServer.isReply(setting, script.kind(channel.call - 1), script.b(channel.call - 1), data);
            end(at, own ? Outcomes.Ending.SUCCEEDED : Outcomes.Ending.GARBLED, message.a(), port);
        }
    }

    private void busy(int at, Port port) {
        Channel channel = channels[at];
        channel.tries = 1;
        channel.waitNanos = Math.min(2 * channel.waitNanos, LONGEST_BUSY_WAIT_NANOS);
        port.schedule(at, channel.waitNanos);
    }

    /// The server has some fragments of the call: sends it the others.
    private void missing(int at, int have, Port port) {
        Channel channel = channels[at];
        channel.tries = 1;
        script.load(channel.call - 1, request);
        int kind = RpcFrame.kind(RpcFrame.REQUEST, script.kind(channel.call - 1));
        outcomes.fragmentsResent += send(at, kind, ~have, port);
        port.schedule(at, channel.waitNanos);
    }

    private void end(int at, Outcomes.Ending how, long result, Port port) {
        outcomes.ended(channels[at].call, how, result);
        if (how == Outcomes.Ending.SUCCEEDED) {
            outcomes.took(port.nanos() - channels[at].begunNanos);
        }
        begin(at, port);
    }

    @Override
    public String toString() {
        return "client " + self + ", boot " + boot;
    }
}
