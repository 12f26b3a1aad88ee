// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/// One end of two pipes with names, of which one carries bytes from the sender to the receiver, and the other back. The
/// other end is in another process. Each is opened to read before it is opened to write, so that what is written is
/// read: a sender opens the way back before it sends.
///
/// - **Threads:** one writes and one reads, at a time; [#close] is safe from any.
final class PipeEnd implements SendingEnd {
    private final NamedPipes kernel;
    private final Path own; // written here
    private final Path others; // read here
    private final Errno errno = Errno.in(Arena.ofAuto());
    private int out = NamedPipes.NONE; // under the lock, as all that follows: a descriptor may be another's when closed
    private int in = NamedPipes.NONE;
    private boolean heard;
    private boolean closed;

    /// @param own where this end writes
    /// @param others where it reads
    PipeEnd(NamedPipes kernel, Path own, Path others) {
        this.kernel = kernel;
        this.own = own;
        this.others = others;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        listen();
        if (out == NamedPipes.NONE) {
            try {
                out = kernel.openToWrite(own);
            } catch (IOException e) {
                throw new Unconnected(e);
            }
        }
        return out == NamedPipes.NONE ? 0 : Math.max(0, kernel.write(out, bytes, errno));
    }

    @Override
    public synchronized int read(ByteBuffer bytes) throws IOException {
        listen();
        int count = kernel.read(in, bytes, errno);
        heard |= count > 0;
        return count == 0 && heard && bytes.hasRemaining() ? -1 : Math.max(0, count); // 0 before it was opened to write
    }

    private void listen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (in == NamedPipes.NONE) {
            try {
                in = kernel.openToRead(others);
            } catch (IOException e) {
                throw new Unconnected(e);
            }
        }
    }

    /// The kernel keeps what was written for whoever has the pipe open to read.
    @Override
    public boolean leave() {
        close();
        return true;
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (in != NamedPipes.NONE) {
                kernel.close(in);
            }
            if (out != NamedPipes.NONE) {
                kernel.close(out);
            }
        }
    }
}
