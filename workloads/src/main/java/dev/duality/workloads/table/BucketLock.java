// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.Lock;
import dev.duality.shm.lock.McsLock;
import dev.duality.shm.lock.SpinLock;
import dev.duality.shm.lock.TicketLock;

/// The locks that each bucket can have one of: those of ours, which wait as they are told.
enum BucketLock {
    SPIN("bucket-lock", "test-and-test-and-set lock") {
        @Override
        long bytes(int parties) {
            return SpinLock.bytes(parties);
        }

        @Override
        Lock lock(Region region, long offset, WaitStrategy[] waits) {
            return new SpinLock(region, offset, waits);
        }
    },
    TICKET("bucket-lock-ticket", "ticket lock, which serves in the order of asking") {
        @Override
        long bytes(int parties) {
            return TicketLock.bytes(parties);
        }

        @Override
        Lock lock(Region region, long offset, WaitStrategy[] waits) {
            return new TicketLock(region, offset, waits);
        }
    },
    MCS("bucket-lock-mcs", "queue lock (MCS), where each waits at a word of its own") {
        @Override
        long bytes(int parties) {
            return McsLock.bytes(parties);
        }

        @Override
        Lock lock(Region region, long offset, WaitStrategy[] waits) {
            return new McsLock(region, offset, waits);
        }
    };

    private final String algorithm;
    private final String what;

    BucketLock(String algorithm, String what) {
        this.algorithm = algorithm;
        this.what = what;
    }

    /// The substrate's name behind `shm:`.
    String algorithm() {
        return algorithm;
    }

    /// One line on a table that has them.
    String description() {
        return "for each bucket one " + what;
    }

    /// The bytes of a region that one takes.
    abstract long bytes(int parties);

    abstract Lock lock(Region region, long offset, WaitStrategy[] waits);
}
