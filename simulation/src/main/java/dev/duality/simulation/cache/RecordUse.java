// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import java.util.List;

/// The use of records by the users of one client: tells the [RecordSet] of it, and asks the process that has them, if
/// one has. A user that does something else is passed over.
final class RecordUse {
    private final RecordSet records;
    private final int self;
    private final List<User> users;
    private final RequestSlots requests;
    private final long[] askedNanos; // by user

    RecordUse(RecordSet records, int self, List<User> users, RequestSlots requests) {
        this.records = records;
        this.self = self;
        this.users = users;
        this.requests = requests;
        this.askedNanos = new long[users.size()];
    }

    private boolean isAboutRecords(int at) {
        return users.get(at).access().file() == records.file();
    }

    private boolean isPick(int at) {
        return isAboutRecords(at) && !users.get(at).access().mode().writes();
    }

    private int number(int at) {
        return self * users.size() + at;
    }

    /// Whether what a user does goes to the process, and not to a file.
    boolean isServed(int at) {
        return records.isServed() && isAboutRecords(at);
    }

    void opening(int at) {
        if (isPick(at)) {
            records.picking(number(at));
        }
    }

    /// Asks the process for the user's next step.
    void ask(int at, Port port) {
        User user = users.get(at);
        askedNanos[at] = port.nanos();
        if (user.isWrite()) {
            long stamp = user.nextStamp();
            writing(at, stamp);
            requests.request(at, Wire.UPDATE, records.file(), stamp, stamp, records.recordBytes(), port);
        } else {
            requests.request(at, Wire.PICK, records.file(), 0, 0, 0, port);
        }
    }

    /// The process has answered.
    void answered(int at, int kind, Message message, Port port) {
        records.took(port.nanos() - askedNanos[at]);
        if (kind == Wire.UPDATE) {
            stored(at, message.a());
        } else {
            records.picked(self, number(at), (int) message.b(), message.a());
        }
    }

    /// A user has read a block.
    void read(int at, int block, long stamp) {
        if (isPick(at) && stamp != ConsistencyChecker.initial(records.file(), block)) {
            records.read(number(at), block, stamp);
        }
    }

    /// A user is about to write a block.
    void writing(int at, long stamp) {
        if (isAboutRecords(at)) {
            records.updating(self, stamp);
        }
    }

    /// Hears that the server has what a user has written.
    void stored(int at, long stamp) {
        if (isAboutRecords(at)) {
            records.updated(self, stamp);
        }
    }

    /// A user has made all its reads and writes of a file.
    void through(int at) {
        if (isPick(at) && !records.isServed()) {
            records.allRead(self, number(at));
        }
    }
}
