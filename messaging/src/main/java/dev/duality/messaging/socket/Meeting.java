// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The place where the two ends of a channel meet that are in different processes: the receiver listens there, and the
/// sender calls. Each of the two processes has it, and uses its part.
interface Meeting {
    /// Listens, and lets the sender know.
    /// @throws IOException if nobody can listen there, in one line
    ServerSocketChannel listen() throws IOException;

    /// Calls the receiver.
    /// @return empty if nobody listens yet, else a channel that does not wait, and is connected once it [#answers]
    /// @throws IOException if it listened and cannot be reached, in one line
    Optional<SocketChannel> call() throws IOException;

    /// Asks whether a call has come through.
    /// @param called as [#call] gave it
    /// @throws IOException if it cannot come through any more, in one line
    default boolean answers(SocketChannel called) throws IOException {
        try {
            return called.finishConnect();
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    /// The place in words. Asked for behind a [#call] that was made.
    String place() throws IOException;

    /// The refusal of a call that cannot come through.
    default IOException unanswered(IOException e) throws IOException {
        return new IOException(
                "nobody answers at %s: %s; see whether the process that listened there still runs"
                        .formatted(place(), Diagnosis.reason(e)),
                e);
    }

    /// The word with which the sender makes itself known. Asked for behind [#listen], or behind a [#call] that came
    /// through.
    long token();

    /// Says that nobody will call any more.
    void done() throws IOException;
}
