// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that come in pieces, and one by one only for who asks so.
abstract class InputInPieces extends InputStream {
    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
