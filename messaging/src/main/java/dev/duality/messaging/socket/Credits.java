// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import java.io.IOException;

/// Credits for the messages that a channel may hold: the kernel counts bytes, and other bytes than ours.
interface Credits {
    /// The sender's. Used by one thread.
    interface Purse {
        /// Takes one.
        /// @return `false` if there is none left
        /// @throws IOException if the receiver has gone, or the channel is closed
        boolean acquire() throws IOException;

        /// Puts the last one back: the message could not be sent after all.
        void cancel();
    }

    Purse purse();

    /// Gives credits back for messages that were received. Called by the receiver, whose number it is that counts; what
    /// cannot be given now is given with the next ones.
    void release(int count);

    /// Those of a channel with both ends in this process: words that both read.
    static Credits ofWords(ChannelSpec spec) {
        CreditLimiter limiter = CreditLimiter.of(spec);
        return new Credits() {
            @Override
            public Purse purse() {
                CreditLimiter.Producer producer = limiter.producer();
                return new Purse() {
                    @Override
                    public boolean acquire() {
                        return producer.acquire();
                    }

                    @Override
                    public void cancel() {
                        producer.cancel();
                    }
                };
            }

            @Override
            public void release(int count) {
                limiter.release(count);
            }
        };
    }
}
