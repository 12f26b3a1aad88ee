// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import java.util.ArrayDeque;
import java.util.Queue;

/// The server of Sprite's protocol: it executes a call at most once, and answers as often as it is asked.
class SpriteServer implements Node {
    /* A call is executed at most once, whatever the network does and whoever crashes.
     *
     * - All messages of a call name one boot of the server, the one that the client knew of when it sent the first of
     *   them; the client never changes it. A server executes what names its own boot only. So all that ever executes a
     *   call is one life of the server, and in that life it forgets none of what follows.
     * - For each channel the server knows the highest number that it has begun. A lower one is an old message; the same
     *   one is answered from the saved reply, or is being worked on; only a higher one is executed. A client uses a
     *   number once.
     * - A client that was restarted begins its numbers anew, under a higher boot number of its own. The server forgets
     *   the channels of its former life, and drops what that sent: it names a lower boot.
     *
     * What crosses a crash of the server may have been executed before it or not: nobody knows. It is rejected, and the
     * client reports that the call failed. The first boot is number 1, and clients begin with that; had they to begin
     * with none, a call that is sent before the first answer could be executed by two lives.
     *
     * What the specification holds survives a crash, as files do; what is known of channels does not.
     * Tried by SpriteProtocolTest, whose twins forget one of these each. */

    /// The server's knowledge of one client.
    private static final class Client {
        private final int boot;
        private final Channel[] channels;

        Client(int boot, int channels) {
            this.boot = boot;
            this.channels = new Channel[channels];
        }
    }

    /// The server's knowledge of one channel of a client.
    private static final class Channel {
        private final int client;
        private final Payload data; // of the request, then of its reply
        private Phase phase = Phase.REPLIED;
        private int number;
        private long call;
        private int have; // a mask
        private int command;
        private long a;
        private long b;
        private long result;

        Channel(int client, Payload data) {
            this.client = client;
            this.data = data;
        }
    }

    private enum Phase {
        /// Fragments of the request are missing.
        GATHERING,
        /// The request is complete, and not yet executed.
        WORKING,
        /// The reply is kept.
        REPLIED
    }

    /// A call that waits to be executed, or is.
    private record Work(Channel channel, int number) {}

    private static final int SERVED = 0; // the name of a timer

    private final Setting setting;
    private final int boot;
    private final Specification state;
    private final ExecutionChecker executions;
    private final Pieces pieces;
    private final long serviceNanos;
    private final Client[] clients;
    private final Queue<Work> queue = new ArrayDeque<>();

    SpriteServer(Setting setting, int clients, int boot, Specification state, ExecutionChecker executions) {
        this.setting = setting;
        this.boot = boot;
        this.state = state;
        this.executions = executions;
        this.pieces = new Pieces(SpriteProtocol.fragmentBytes(setting));
        this.serviceNanos = SpriteProtocol.serviceNanos(setting);
        this.clients = new Client[clients];
    }

    @Override
    public void onMessage(Message message, Port port) {
        int from = message.from();
        if (!isForThisBoot(RpcFrame.serverBoot(message), boot)) {
            executions.rejected++;
            answer(port, from, RpcFrame.REJECTED, RpcFrame.call(message), 0);
            return;
        }
        Channel channel = channel(from, message);
        if (channel == null) {
            return;
        }
        switch (RpcFrame.type(message)) {
            case RpcFrame.REQUEST -> request(channel, message, port);
            case RpcFrame.HAVE -> {
                if (channel.number == RpcFrame.number(message) && channel.phase == Phase.REPLIED) {
                    executions.fragmentsResent += reply(channel, port, ~(int) message.b());
                }
            }
            default -> throw new IllegalStateException("a server got " + message);
        }
    }

    /// Whether a call may be executed: it was addressed to this life of the server.
    boolean isForThisBoot(int addressed, int mine) {
        return addressed == mine;
    }

    /// The channel that a message belongs to; `null` if a client sent it before it was restarted.
    private Channel channel(int from, Message message) {
        int clientBoot = RpcFrame.clientBoot(message);
        Client client = clients[from];
        if (client == null || client.boot < clientBoot) {
            client = new Client(clientBoot, SpriteProtocol.channels(setting));
            clients[from] = client;
        } else if (client.boot > clientBoot) {
            return null;
        }
        int at = RpcFrame.channel(message);
        if (client.channels[at] == null) {
            client.channels[at] = new Channel(from, setting.payload());
        }
        return client.channels[at];
    }

    private void request(Channel channel, Message message, Port port) {
        int number = RpcFrame.number(message);
        if (number < channel.number) {
            return; // late: its client has had the reply, or has given up
        }
        if (number > channel.number) {
            channel.number = number; // acknowledges the reply that was kept
            channel.call = RpcFrame.call(message);
            channel.have = 0;
            channel.phase = Phase.GATHERING;
        }
        switch (channel.phase) {
            case GATHERING -> gather(channel, message, port);
            case WORKING -> {
                if (RpcFrame.wantsAnAnswer(message)) {
                    executions.acknowledgements++;
                    answer(port, channel.client, RpcFrame.BUSY, channel.call, 0);
                }
            }
            case REPLIED -> {
                if (RpcFrame.fragment(message) == RpcFrame.fragments(message) - 1) {
                    repeated(channel, port);
                }
            }
        }
    }

    private void repeated(Channel channel, Port port) {
        if (keepsReplies()) {
            executions.repliesResent++;
            reply(channel, port, -1);
        } else {
            execute(channel, port);
        }
    }

    /// Whether a repeated call is answered from what was kept.
    boolean keepsReplies() {
        return true;
    }

    private void gather(Channel channel, Message message, Port port) {
        pieces.take(message, channel.data);
        channel.have |= 1 << RpcFrame.fragment(message);
        if (channel.have == Pieces.all(RpcFrame.fragments(message))) {
            channel.command = RpcFrame.command(message);
            channel.a = RpcFrame.parameter(message);
            channel.b = message.b();
            accept(channel, port);
        } else if (RpcFrame.wantsAnAnswer(message)) {
            answer(port, channel.client, RpcFrame.HAVE, channel.call, channel.have);
        }
    }

    private void accept(Channel channel, Port port) {
        if (serviceNanos == 0) {
            execute(channel, port);
            return;
        }
        channel.phase = Phase.WORKING;
        queue.add(new Work(channel, channel.number));
        if (queue.size() == 1) {
            port.schedule(SERVED, serviceNanos);
        }
    }

    /// The work on the first call in the queue is done.
    @Override
    public void onTimer(int timer, Port port) {
        Work work = queue.remove();
        Channel channel = work.channel;
        if (channel.number == work.number && channel.phase == Phase.WORKING) { // else its client has given it up
            execute(channel, port);
        }
        if (!queue.isEmpty()) {
            port.schedule(SERVED, serviceNanos);
        }
    }

    private void execute(Channel channel, Port port) {
        channel.result = state.apply(channel.command, channel.a, channel.b, channel.data);
        executions.executed(channel.client, channel.b, channel.result);
        channel.phase = Phase.REPLIED;
        reply(channel, port, -1);
    }

    private int reply(Channel channel, Port port, int mask) {
        int kind = RpcFrame.kind(RpcFrame.REPLY, channel.command);
        return pieces.send(port, channel.client, kind, channel.call, channel.result, boot, channel.data, mask);
    }

    private void answer(Port port, int to, int type, long call, long mask) {
        Pieces.send(port, to, RpcFrame.kind(type, 0), call, mask, boot);
    }
}
