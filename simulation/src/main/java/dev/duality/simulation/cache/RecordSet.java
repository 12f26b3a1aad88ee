// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import java.util.function.Supplier;

/// A set of records beside the usual files, of which each client updates its own and users pick one. It is a file, or a
/// process beside the file server has it. Hears of what becomes of it at clients, and says what it is at the process.
///
/// - **Threads:** each client calls for itself and its own users, the server for the process.
public interface RecordSet {
    /// There is none.
    RecordSet NONE = new RecordSet() {
        @Override
        public long file() {
            return -1;
        }

        @Override
        public boolean isServed() {
            return false;
        }

        @Override
        public int recordBytes() {
            return 0;
        }

        @Override
        public Supplier<Access> accesses(int user, Supplier<Access> usual) {
            return usual;
        }

        @Override
        public long opens(int user, long usual) {
            return usual;
        }

        @Override
        public void picking(int user) {}

        @Override
        public void read(int user, int record, long stamp) {}

        @Override
        public void allRead(int client, int user) {}

        @Override
        public void picked(int client, int user, int record, long stamp) {}

        @Override
        public void updating(int client, long stamp) {}

        @Override
        public void updated(int client, long stamp) {}

        @Override
        public void update(int client, long stamp) {
            throw new IllegalStateException("client %d updates a record, and there is none".formatted(client));
        }

        @Override
        public int pick(int client) {
            throw new IllegalStateException("client %d picks a record, and there is none".formatted(client));
        }

        @Override
        public long stamp(int record) {
            return 0;
        }
    };

    /// No record.
    int NOBODY = -1;

    /// The name of the file, see [Files#records].
    long file();

    /// Whether a process has the records: then an update is a request to it, and so is a pick.
    boolean isServed();

    /// The bytes of a record.
    int recordBytes();

    /// The accesses of a user.
    /// @param user of all clients' users, from 0
    /// @param usual what it would do without records
    Supplier<Access> accesses(int user, Supplier<Access> usual);

    /// The number of files that a user opens.
    long opens(int user, long usual);

    /// A user begins to pick.
    void picking(int user);

    /// A user that picks has read a record that somebody has written.
    void read(int user, int record, long stamp);

    /// A user that picks has read them all.
    void allRead(int client, int user);

    /// The process has answered a user that picks.
    /// @param record which, or [#NOBODY]
    /// @param stamp the record's
    void picked(int client, int user, int record, long stamp);

    /// The process took so long to answer a user, all tries together.
    default void took(long nanos) {}

    /// A client begins to update its record.
    void updating(int client, long stamp);

    /// The file server or the process has the update.
    void updated(int client, long stamp);

    /// The process is told a record.
    void update(int client, long stamp);

    /// The process picks a record for a client.
    /// @return [#NOBODY] if none will do
    int pick(int client);

    /// The stamp of a record of the process now, 0 if nothing was ever said of it.
    long stamp(int record);
}
