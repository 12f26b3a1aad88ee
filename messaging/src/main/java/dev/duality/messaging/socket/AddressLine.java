// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Region;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A line in which one process tells another where it can be reached: an address, a port that the system gave, so that
/// none is ever taken already, and a number that no stranger knows. Of a mapped file, or of a window that the hosts of
/// a job have.
///
/// - **Threads:** one tells, once; any read.
/// - **Ordering:** what was done before [#tell] happens-before what follows a [#told] that is not empty.
/// - **Progress:** wait-free.
public final class AddressLine {
    /* The teller owns the line while `port` is 0, and nobody writes to it after that. Tried by ApartTest and
     * AeronUdpApartTest between two openings, by ProcessesTest between JVMs and by AcrossHostsTest between hosts.
     *
     *   teller  T1 listens   T2 plain token, address   T3 release port
     *   reader  R1 acquire port, is it 0?   R2 plain token, address   R3 calls
     *
     * Whoever calls is heard, and knows the token: R1 sees a T3, so T1 and T2 happen-before R2 and R3.
     * Weaker breaks it: with T3 or R1 opaque R2 may read half of an address.
     * Stronger is waste: each side decides by the same word.
     */
    private static final long PORT = 0;
    private static final long TOKEN = 8;
    private static final long LENGTH = 16; // of the address: 4 or 16 bytes
    private static final long ADDRESS = 24; // two words
    private static final int LONGEST = 16;

    private final Region line;

    /// @param line one that both processes share, all zero
    public AddressLine(Region line) {
        this.line = line;
    }

    /// Tells where the caller listens. Called once.
    /// @param at with an address by which the others reach this process
    /// @param token a random number
    public void tell(InetSocketAddress at, long token) {
        byte[] address = at.getAddress().getAddress();
        ByteBuffer words = ByteBuffer.allocate(LONGEST).put(address).clear();
        line.setPlain(TOKEN, token); // T2
        line.setPlain(LENGTH, address.length);
        line.setPlain(ADDRESS, words.getLong());
        line.setPlain(ADDRESS + 8, words.getLong());
        line.setRelease(PORT, at.getPort()); // T3
    }

    /// The place of whoever tells; empty if it has not.
    public Optional<InetSocketAddress> told() {
        int port = (int) line.getAcquire(PORT); // R1
        if (port == 0) {
            return Optional.empty();
        }
        byte[] address = new byte[(int) line.getPlain(LENGTH)]; // R2
        ByteBuffer.allocate(LONGEST)
                .putLong(line.getPlain(ADDRESS))
                .putLong(line.getPlain(ADDRESS + 8))
                .clear()
                .get(address);
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of %d bytes".formatted(address.length), e);
        }
    }

    /// The number that was told with the place. Asked for behind [#tell], or behind a [#told] that was not empty.
    public long token() {
        return line.getPlain(TOKEN);
    }
}
