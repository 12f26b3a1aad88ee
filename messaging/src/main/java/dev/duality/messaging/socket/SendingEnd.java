// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/// The sender's end of a connection whose receiver is in another process.
interface SendingEnd extends ByteChannel {
    /// Goes on with taking leave, without waiting: all that was written is still to reach the receiver, and the end
    /// is closed when nothing can hinder that any more. Nobody writes behind the first call, and one thread calls.
    /// @return whether it is closed now
    boolean leave() throws IOException;
}
