// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;
import dev.duality.simulation.cache.CacheServer.CallBack;
import dev.duality.simulation.cache.ClientBlocks.Held;
import dev.duality.simulation.cache.ClientBlocks.Token;
import java.util.ArrayList;
import java.util.List;

/// A way to keep client caches consistent, one case for each, with what clients and the server do by it. A rule has
/// no state: what clients know stands in [ClientBlocks.Held], what the server knows in [Disk.Entry].
sealed interface ConsistencyRule {
    /// No request: nothing has to be asked.
    int NOTHING = -1;

    // Clients.

    /// Whether users ask the server when they open and close a file.
    default boolean asksToOpen() {
        return true;
    }

    /// The request that a client has to make before a user may touch a block of an open file.
    /// @return the kind of the request, or [#NOTHING]
    default int asksFirst(Held file, boolean write, long nanos, CacheTerms terms) {
        return NOTHING;
    }

    /// Whether blocks of a file may be in a client's cache.
    boolean keeps(Held file);

    /// Whether a write stays in the client's cache for a while.
    boolean delaysWrites();

    /// Takes in the reply to an open.
    /// @return whether the client has to drop the file's blocks
    default boolean opened(Held file, Message reply) {
        file.stamp = Math.max(file.stamp, Wire.openStamp(reply));
        return false;
    }

    /// Takes in the reply to a wish for a token.
    /// @param write whether it was to write
    default void granted(Held file, boolean write, Message reply) {
        throw new IllegalStateException("nobody asks for tokens by this rule");
    }

    /// Takes in which version of a file there was when a block of it was read.
    default void heard(Held file, int version, ClientBlocks cache) {}

    /// Takes in that the server has a block.
    /// @param version the one that the write has made
    default void written(Held file, int version, ClientBlocks cache, int block, int bytes, long stamp) {}

    /// Takes in which version of a file there is, when the client has asked for it.
    default void checked(Held file, int version, ClientBlocks cache, long nanos) {
        throw new IllegalStateException("nobody asks for versions by this rule");
    }

    /// Whether each write makes a new version of the file, and replies say which one there is.
    default boolean countsWrites() {
        return false;
    }

    /// Whether a user may read what somebody else has written over.
    default boolean readsStale() {
        return false;
    }

    /// Whether clients ask now and then, and users set how often.
    default boolean polls() {
        return false;
    }

    /// Whether what one client has written may replace what another has, so that nothing holds at the end.
    default boolean losesWrites() {
        return false;
    }

    // The server.

    /// The clients that have to do something before a client may have a file, and what.
    default List<CallBack> callBacks(Disk.Entry file, int client, boolean write, ServerCounts counts) {
        return List.of();
    }

    /// A client has opened a file.
    /// @param concurrent whether several have it open now, and one of them writes
    default void opens(Disk.Entry file, int client, boolean write, boolean concurrent, ServerCounts counts) {}

    /// Clients have no cache.
    record NoCaching() implements ConsistencyRule {
        @Override
        public boolean keeps(Held file) {
            return false;
        }

        @Override
        public boolean delaysWrites() {
            return false;
        }
    }

    /// Versions, write-back by the last writer, and no caching while a file is write-shared.
    record Sprite() implements ConsistencyRule {
        @Override
        public boolean keeps(Held file) {
            return file.cacheable;
        }

        @Override
        public boolean delaysWrites() {
            return true;
        }

        /// Blocks are dropped if somebody else has written since, or if the file is write-shared.
        @Override
        public boolean opened(Held file, Message reply) {
            long stamp = Wire.openStamp(reply);
            if (stamp < file.stamp) {
                return false; // another user's open was answered later, and that reply was here first
            }
            boolean drops = file.version < Wire.goodSince(reply) || !Wire.isCacheable(reply);
            file.stamp = stamp;
            file.version = (int) reply.a();
            file.cacheable = Wire.isCacheable(reply);
            return drops;
        }

        /// The last writer writes back. Where a file becomes write-shared, all who have it open drop it, too.
        @Override
        public List<CallBack> callBacks(Disk.Entry file, int client, boolean write, ServerCounts counts) {
            boolean concurrent = file.isConcurrent(client, write);
            List<CallBack> needed = new ArrayList<>();
            if (file.lastWriter != Disk.NOBODY && file.lastWriter != client) {
                counts.recalls++;
                needed.add(new CallBack(file.lastWriter, true, write || concurrent));
            }
            if (concurrent && file.cacheable) {
                for (int other : file.opens.keySet()) {
                    if (other != client && other != file.lastWriter) {
                        needed.add(new CallBack(other, false, true));
                    }
                }
            }
            return needed;
        }

        @Override
        public void opens(Disk.Entry file, int client, boolean write, boolean concurrent, ServerCounts counts) {
            file.cacheable &= !concurrent;
            counts.uncacheableOpens += file.cacheable ? 0 : 1;
            if (write) {
                file.begin(client);
                file.lastWriter = file.cacheable ? client : Disk.NOBODY;
            }
        }
    }

    /// Tokens: who holds a file's may cache it. Many may read, or one may write.
    record Tokens() implements ConsistencyRule {
        @Override
        public int asksFirst(Held file, boolean write, long nanos, CacheTerms terms) {
            boolean may = file.token == Token.WRITE || file.token == Token.READ && !write;
            return may ? NOTHING : Wire.TOKEN;
        }

        @Override
        public void granted(Held file, boolean write, Message reply) {
            long stamp = Wire.openStamp(reply);
            if (stamp >= file.stamp) {
                file.stamp = stamp;
                file.token = write || file.token == Token.WRITE ? Token.WRITE : Token.READ;
            }
        }

        @Override
        public boolean keeps(Held file) {
            return file.token != Token.NONE;
        }

        @Override
        public boolean delaysWrites() {
            return true;
        }

        /// Before somebody may write, nobody else may hold a token; before somebody may read, nobody one to write.
        @Override
        public List<CallBack> callBacks(Disk.Entry file, int client, boolean write, ServerCounts counts) {
            List<CallBack> needed = new ArrayList<>();
            file.tokens.forEach((other, writes) -> {
                if (other != client && (write || writes)) {
                    counts.recalls += writes ? 1 : 0;
                    needed.add(new CallBack(other, writes, write));
                }
            });
            return needed;
        }
    }

    /// Clients ask now and then whether their copy is still good, and write through.
    record Polling() implements ConsistencyRule {
        @Override
        public boolean polls() {
            return true;
        }

        @Override
        public boolean asksToOpen() {
            return false;
        }

        @Override
        public int asksFirst(Held file, boolean write, long nanos, CacheTerms terms) {
            boolean doubtful = file.checkedNanos == Long.MIN_VALUE || nanos - file.checkedNanos >= terms.pollNanos();
            return doubtful ? Wire.CHECK : NOTHING;
        }

        /// Drops what is known of an older version.
        @Override
        public void heard(Held file, int version, ClientBlocks cache) {
            if (version > file.version) {
                cache.drop(file);
                file.changes++;
                file.version = version;
            }
        }

        @Override
        public void written(Held file, int version, ClientBlocks cache, int block, int bytes, long stamp) {
            if (file.version == version - 1) {
                file.version = version;
            } else {
                heard(file, version, cache);
            }
            file.changes++;
            cache.putClean(file, block, bytes, stamp);
        }

        @Override
        public void checked(Held file, int version, ClientBlocks cache, long nanos) {
            heard(file, version, cache);
            file.checkedNanos = nanos;
        }

        @Override
        public boolean keeps(Held file) {
            return true;
        }

        @Override
        public boolean delaysWrites() {
            return false;
        }

        @Override
        public boolean countsWrites() {
            return true;
        }

        @Override
        public boolean readsStale() {
            return true;
        }
    }

    /// Everybody caches, and nobody looks after it: what caching costs without consistency. No protocol.
    record Unchecked() implements ConsistencyRule {
        @Override
        public boolean losesWrites() {
            return true;
        }

        @Override
        public boolean keeps(Held file) {
            return true;
        }

        @Override
        public boolean delaysWrites() {
            return true;
        }

        @Override
        public boolean readsStale() {
            return true;
        }
    }
}
