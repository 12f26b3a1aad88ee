// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.cache.ConsistencyDeployment;
import dev.duality.simulation.cache.RecordSet;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.simulation.protocol.Deployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Clients under Sprite's rules with a usual day's users, and beside them a set of records of which each client updates
/// its own and users pick one. The records are a file, or with a process beside the file server: everybody does the
/// same in both forms. The first user of each client is the one that updates.
final class RecordsDeployment implements Deployment {
    /// The place of the records.
    enum Form {
        /// In a file, which everybody who updates has open, and of which who picks reads all records.
        FILE,
        /// With a process that the file server runs: an update is a request, and so is a pick.
        SERVER
    }

    /// A structure that is made of records. For one thread.
    interface Board {
        /// A record is this now.
        /// @param stamp what its bytes are made from, different at each update
        void update(int record, long stamp);

        /// Picks a record for a client.
        /// @return [#NOBODY] if none will do
        int pick(int client);

        /// The stamp of a record now, 0 if nothing was ever said of it.
        long stamp(int record);
    }

    /// Sees updates and picks as they begin and end. Called by all nodes.
    interface RecordsObserver {
        void updating(int client, long stamp);

        /// The server has it. Not all that it has is told.
        void updated(int client, long stamp);

        void picking(int user);

        /// @param record [Board#pick]'s
        /// @param stamp the record's
        void picked(int user, int record, long stamp);

        /// A violation that was seen.
        Optional<String> violation();
    }

    /// The work of clients.
    ///
    /// @param usual what users do, picks among their opens
    /// @param picksPerMille opens, of a thousand, that are picks
    /// @param recordBytes what a record is long
    /// @param periodNanos how long a client waits between two updates
    record Plan(ConsistencyDeployment.Day usual, int picksPerMille, int recordBytes, long periodNanos) {
        /// The day of users beside the records: the first of each client has no other files than its record.
        private ConsistencyDeployment.Day day() {
            return new ConsistencyDeployment.Day(
                    usual.users() + 1,
                    usual.opens(),
                    usual.capacity(),
                    usual.common(),
                    usual.thinkNanos(),
                    usual.hurry(),
                    usual.seed());
        }
    }

    /// No record.
    static final int NOBODY = RecordSet.NOBODY;

    /// The longest payload of messages.
    static final int BLOCK_BYTES = ConsistencyDeployment.BLOCK_BYTES;

    /// Makes the clients, the server and the files around the records.
    interface FilesMaker {
        ConsistencyDeployment of(ConsistencyDeployment.Day day, int nodes, RecordSet records);
    }

    private final int clients;
    private final SharedRecords records;
    private final RecordsObserver checker;
    private final ConsistencyDeployment files;

    /// @param nodes how many in all; the last one is the server
    /// @param boards makes a board that knows nothing: the process has one, or each user that picks
    RecordsDeployment(Form form, Plan plan, int nodes, Supplier<Board> boards, RecordsObserver checker) {
        this(form, plan, nodes, boards, checker, ConsistencyDeployment::withRecords);
    }

    RecordsDeployment(
            Form form, Plan plan, int nodes, Supplier<Board> boards, RecordsObserver checker, FilesMaker files) {
        this.clients = nodes - 1;
        this.records = new SharedRecords(form, plan, clients, boards, checker);
        this.checker = checker;
        this.files = files.of(plan.day(), nodes, records);
    }

    @Override
    public List<Node> nodes() {
        return files.nodes();
    }

    @Override
    public Node restarted(int node) {
        return files.restarted(node);
    }

    @Override
    public boolean finished() {
        return files.finished();
    }

    /// The messages and bytes that updates and picks take of the network.
    RecordsMeter meter() {
        return new RecordsMeter(records.file(), clients);
    }

    /// The share of all opens that are of files that nobody may cache, from 0 to 1.
    double uncacheableShare() {
        return files.uncacheableShare();
    }

    @Override
    public Optional<String> violation() {
        return files.violation().or(checker::violation);
    }

    @Override
    public Optional<String> violationAtEnd() {
        return files.violationAtEnd();
    }

    /// The digest of what was written, and of what the process was told last.
    @Override
    public long digest() {
        long digest = files.digest();
        for (int record = 0; record < clients; record++) {
            digest += SplitMix64.of(record, records.stamp(record));
        }
        return digest;
    }

    /// Of updates and picks, where a process has the records.
    @Override
    public Optional<CallTimes> times() {
        return records.isServed() ? Optional.of(records.times()) : Optional.empty();
    }

    /// Updates and picks first, and then what is counted with all files.
    @Override
    public Map<String, Long> counts() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("updates and picks", records.updates() + records.picks());
        all.put("updates", records.updates());
        all.put("picks", records.picks());
        all.put("picks of nobody", records.picks() - records.found());
        all.putAll(files.counts());
        all.replace("opens", files.opensServed());
        return all;
    }

    long count(String name) {
        return counts().get(name);
    }
}
