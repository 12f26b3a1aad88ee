// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Somebody who opens one file after the other. What it has still to do survives a crash of its client; the file that
/// was open then is not opened again.
final class User {
    private record Removal(long file, long nanos) {}

    private final Supplier<Access> accesses;
    private final Files files;
    private final int number;
    private final AtomicInteger unfinished;
    private final Queue<Removal> removals = new PriorityQueue<>(Comparator.comparingLong(Removal::nanos));
    private long left;
    private Access access;
    private int fileBytes;
    private long accessNanos; // when the next one begins
    private boolean planned;
    private boolean open;
    private boolean removing;
    private boolean finished;
    private int step;
    private int writes;

    long since; // of the read under way, as the checker says
    long changes; // of the file when it began

    /// @param accesses what it does
    /// @param opens how many of them
    /// @param unfinished how many users have some left
    User(CacheTerms terms, int number, Supplier<Access> accesses, long opens, AtomicInteger unfinished) {
        this.accesses = accesses;
        this.files = new Files(terms);
        this.number = number;
        this.left = opens;
        this.unfinished = unfinished;
    }

    /// The client begins a new life.
    void forget(long nanos) {
        if (planned && (open || begun())) {
            closed(nanos);
        }
        removing = false;
    }

    private boolean begun() {
        return access != null && step < 0;
    }

    /// Plans what comes next. A user that has opened all its files is finished.
    /// @return whether there is something to do
    boolean hasNext(long nanos) {
        if (!planned && left > 0) {
            left--;
            access = accesses.get();
            fileBytes = files.bytes(access.file());
            accessNanos = nanos + access.thinkNanos();
            planned = true;
            step = 0;
        }
        if (!planned && !finished) {
            finished = true;
            unfinished.decrementAndGet();
        }
        return planned || !removals.isEmpty();
    }

    /// The time of the next access or removal, in nanoseconds.
    long nextNanos() {
        return isRemovalFirst() ? removals.element().nanos : accessNanos;
    }

    private boolean isRemovalFirst() {
        return !removals.isEmpty() && (!planned || removals.element().nanos <= accessNanos);
    }

    boolean isToRemove() {
        return isRemovalFirst();
    }

    long fileToRemove() {
        removing = true;
        return removals.element().file;
    }

    void removed() {
        if (removing) {
            removing = false;
            removals.remove();
        }
    }

    Access access() {
        return access;
    }

    /// Opens the file that was planned.
    void begin() {
        step = -1;
    }

    void opened() {
        step = 0;
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    boolean isThrough() {
        return step == access.steps();
    }

    int block() {
        return access.block(step);
    }

    /// The number of bytes of a block.
    int bytes(int block) {
        return files.bytesOf(block, fileBytes);
    }

    /// The number of a block's bytes that are touched at once.
    int touchedBytes(int block) {
        return Math.min(access.touches().bytes(), bytes(block));
    }

    boolean isWrite() {
        return access.isWrite(step);
    }

    /// A stamp that no other write has.
    long nextStamp() {
        return (long) (number + 1) << 32 | ++writes;
    }

    /// @return how long until the next step
    long stepped() {
        step++;
        int burst = access.touches().burst();
        return step % burst == 0 ? access.openNanos() * burst / access.steps() : 0;
    }

    void closed(long nanos) {
        if (access.lifeNanos() > 0) {
            removals.add(new Removal(access.file(), nanos + access.lifeNanos()));
        }
        open = false;
        planned = false;
    }
}
