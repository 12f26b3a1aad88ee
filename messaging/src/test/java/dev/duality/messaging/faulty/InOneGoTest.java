// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.faulty;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The kit, tried on transports that send well message by message, and wrongly in one go.
class InOneGoTest {
    @TestFactory
    Stream<DynamicTest> whatIsBrokenIsCaughtByName() {
        return Stream.of(
                TransportContractTest.caught(
                        "exchanges two words of what is sent in one go",
                        "aMessageSentInOneGoArrivesWholeThoughItsBufferIsFilledAgain",
                        new FaultyTransport.Fault() {
                            @Override
                            boolean offer(
                                    FaultyTransport.InOneGo right,
                                    long header,
                                    long sequence,
                                    long a,
                                    long b,
                                    Payload payload) {
                                return right.offer(header, sequence, b, a, payload);
                            }
                        }),
                TransportContractTest.caught(
                        "keeps the buffer of what is sent in one go, and reads it when the message is taken",
                        "aMessageSentInOneGoArrivesWholeThoughItsBufferIsFilledAgain",
                        new FaultyTransport.Fault() {
                            private Payload kept;

                            @Override
                            boolean offer(
                                    FaultyTransport.InOneGo right,
                                    long header,
                                    long sequence,
                                    long a,
                                    long b,
                                    Payload payload) {
                                kept = payload;
                                return right.offer(header, sequence, a, b, payload);
                            }

                            @Override
                            Message take(Deque<Message> queue, int before) {
                                Message message = queue.pollFirst();
                                if (message != null && kept != null) {
                                    message.payload().copy(kept);
                                }
                                return message;
                            }
                        }),
                TransportContractTest.caught(
                        "takes the payload of what it refuses in one go",
                        "aMessageRefusedInOneGoIsStillTheCallers",
                        new FaultyTransport.Fault() {
                            @Override
                            boolean offer(
                                    FaultyTransport.InOneGo right,
                                    long header,
                                    long sequence,
                                    long a,
                                    long b,
                                    Payload payload) {
                                boolean sent = right.offer(header, sequence, a, b, payload);
                                if (!sent) {
                                    payload.clear();
                                }
                                return sent;
                            }
                        }));
    }
}
