// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;

/// Messages whose parts all follow from one number, so that a receiver knows one that does not belong together.
final class Sevens {
    /// A payload that does not fit into a slot's first line.
    static final int PAYLOAD_BYTES = 32;

    private Sevens() {}

    static boolean offer(Channel.Sender sender, int number) {
        Message message = sender.message();
        message.set(number, number, 10L * number, -number);
        message.payload().stamp(number, PAYLOAD_BYTES);
        return sender.offer();
    }

    /// Polls one message.
    /// @return its number, 0 if there is none, -1 if it does not belong together
    static int poll(Channel.Receiver receiver) {
        int[] number = {0};
        receiver.poll(message -> number[0] = number(message), 1);
        return number[0];
    }

    private static int number(Message message) {
        int number = message.kind();
        boolean whole = message.sequence() == number
                && message.a() == 10L * number
                && message.b() == -number
                && message.payload().length() == PAYLOAD_BYTES
                && message.payload().stamp() == number;
        return whole && number > 0 ? number : -1;
    }
}
