// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.shm.Payload;
import java.nio.ByteBuffer;

/// A process on a host: what goes along when it moves, and what it does here.
final class Resident {
    static final int BYTES = 10 * Long.BYTES;

    enum Doing {
        /// It has come, and its home has not confirmed it yet.
        ARRIVING,
        COMPUTING,
        /// A home or the server is to answer it.
        ASKING,
        /// It is being sent, and does nothing.
        LEAVING
    }

    final int process;
    final int home;
    final long homeBoot;
    long generation;
    long before; // the generation from which it came
    int step;
    long position; // of its stream, while that is its own
    boolean shared;
    long signals; // taken
    long left; // nanoseconds of a computation that was interrupted, 0 if none was

    Doing doing = Doing.ARRIVING;
    int from = -1; // who sent it; nobody if it begins here, or was taken back
    int to; // while it leaves
    boolean withPages;
    boolean evicted; // it leaves as soon as it is answered
    long heard; // when its home was last heard
    long late; // nanoseconds that its move takes, before it computes
    long until; // when a computation ends
    int tries;

    Resident(int process, int home, long homeBoot) {
        this.process = process;
        this.home = home;
        this.homeBoot = homeBoot;
    }

    /// Writes it for the host that it is sent to.
    /// @param pagesBytes that go along
    void encapsulate(Payload message, int sender, int pagesBytes) {
        message.length(BYTES + pagesBytes);
        ByteBuffer.wrap(message.bytes())
                .putLong(process)
                .putLong(home)
                .putLong(homeBoot)
                .putLong(MigrationKinds.nextGeneration(generation, 1, sender))
                .putLong(generation)
                .putLong(step)
                .putLong(position)
                .putLong(shared ? 1 : 0)
                .putLong(signals)
                .putLong(left);
    }

    static Resident deencapsulate(Payload message) {
        ByteBuffer bytes = ByteBuffer.wrap(message.bytes(), 0, message.length());
        Resident came = new Resident((int) bytes.getLong(), (int) bytes.getLong(), bytes.getLong());
        came.generation = bytes.getLong();
        came.before = bytes.getLong();
        came.step = (int) bytes.getLong();
        came.position = bytes.getLong();
        came.shared = bytes.getLong() != 0;
        came.signals = bytes.getLong();
        came.left = bytes.getLong();
        return came;
    }
}
