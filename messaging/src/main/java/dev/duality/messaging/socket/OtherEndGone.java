// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/// Nothing moves any more, because the other end was closed, or its process or its host is not there any more. Why is
/// told by who started it.
final class OtherEndGone extends IOException {
    private static final long serialVersionUID = 1;

    OtherEndGone(String message) {
        super(message);
    }

    private OtherEndGone(IOException cause) {
        super(Diagnosis.reason(cause), cause);
    }

    /// The meaning of a failure of an end that was connected: that this end was closed, or that the other has gone.
    static IOException of(IOException e) {
        return e instanceof ClosedChannelException || e instanceof OtherEndGone ? e : new OtherEndGone(e);
    }
}
