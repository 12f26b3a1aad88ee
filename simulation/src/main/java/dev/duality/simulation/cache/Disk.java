// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The storage of a server, which it keeps through a crash: files, who has them open, and the last reply to each slot.
/// Sprite's server keeps the files only, and its clients open theirs again; what is left out by that is a burst of
/// opens.
final class Disk {
    /// A file.
    static final class Entry {
        final long file;
        final Map<Integer, Opens> opens = new TreeMap<>(); // by client
        final Map<Integer, Boolean> tokens = new TreeMap<>(); // by client: whether to write
        final Map<Integer, Long> stamps = new TreeMap<>(); // by client: the time stamp of what it got last
        private final Map<Integer, Long> blocks = new TreeMap<>();
        int version = 1;
        private int writer = NOBODY; // who had it open for writing last
        private int versionOfOthers = 1; // the last that somebody else had it open for writing with
        int lastWriter = NOBODY; // may have dirty blocks
        boolean cacheable = true;

        private Entry(long file) {
            this.file = file;
        }

        long block(int block) {
            return blocks.getOrDefault(block, ConsistencyChecker.initial(file, block));
        }

        void block(int block, long stamp) {
            blocks.put(block, stamp);
        }

        /// A client opens it for writing: a new version begins.
        void begin(int client) {
            if (writer != client) {
                versionOfOthers = version;
                writer = client;
            }
            version++;
        }

        /// The oldest version from which a client's blocks are still good: nobody else has written a later one.
        int goodSince(int client) {
            return writer == client ? versionOfOthers : version;
        }

        /// Whether several clients will have it open once this one has, and one of them writes it.
        boolean isConcurrent(int client, boolean write) {
            boolean others = opens.size() > (opens.containsKey(client) ? 1 : 0);
            return others && (write || isWritten());
        }

        /// Whether some client has it open for writing.
        boolean isWritten() {
            return opens.values().stream().anyMatch(each -> each.writers > 0);
        }

        void forget(int client) {
            opens.remove(client);
            tokens.remove(client);
            stamps.remove(client);
            if (lastWriter == client) {
                lastWriter = NOBODY;
            }
            closed();
        }

        void close(int client, boolean write) {
            Opens mine = opens.get(client);
            if (mine != null) {
                mine.readers -= write ? 0 : 1;
                mine.writers -= write ? 1 : 0;
                if (mine.readers + mine.writers == 0) {
                    opens.remove(client);
                }
            }
            closed();
        }

        private void closed() {
            if (opens.isEmpty()) {
                cacheable = true;
            }
        }
    }

    /// The number of times that a client has a file open.
    static final class Opens {
        int readers;
        int writers;
    }

    /// A client in one of its lives.
    static final class Client {
        final int boot;
        final Map<Integer, Slot> slots = new TreeMap<>();
        boolean dead; // declared, and it does not know yet

        private Client(int boot) {
            this.boot = boot;
        }
    }

    /// The last request of one slot of a client, and its reply.
    static final class Slot {
        int number;
        boolean replied;
        int kind;
        long a;
        long b;
        int bytes; // of the payload, which is made from `a`
    }

    static final int NOBODY = -1;

    private final Map<Long, Entry> files = new LinkedHashMap<>();
    private final Map<Integer, Client> clients = new TreeMap<>();
    private long stamps;
    private long callBacks;

    Entry file(long file) {
        return files.computeIfAbsent(file, Entry::new);
    }

    Collection<Entry> files() {
        return files.values();
    }

    void remove(long file) {
        files.remove(file);
    }

    /// A client as it is known; `null` if it is not.
    Client client(int client) {
        return clients.get(client);
    }

    Client begin(int client, int boot) {
        Client fresh = new Client(boot);
        clients.put(client, fresh);
        return fresh;
    }

    long nextStamp() {
        return ++stamps;
    }

    long nextCallBack() {
        return ++callBacks;
    }

    /// Forgets what was being done when the server crashed; it is asked for again.
    void restarted() {
        for (Client client : clients.values()) {
            for (Slot slot : client.slots.values()) {
                slot.number -= slot.replied ? 0 : 1;
                slot.replied = true;
            }
        }
    }
}
