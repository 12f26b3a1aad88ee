// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;

/// A host: a process that touches its pages, now and then with a child; a job that reads a file; a clock daemon and a
/// cleaner. A touch or a block that has to wait is tried again when a page, a block or a frame has come.
class PagingHost implements Node {
    private static final int WAKE = 0;
    private static final int CLOCK = 1;
    private static final int JOB = 2;
    private static final int FIRST_RESEND = 3;

    private static final int PAGE_SLOT = 0;
    private static final int BLOCK_SLOT = 1;
    private static final int FIRST_WRITE_SLOT = 2;

    private final PagingPlan plan;
    private final int host;
    private final PagingChecker checker;
    private final int boot;
    private final FramePool pool;
    private final Requests requests;
    private final VirtualPage[] writing; // by slot
    private final Touches touches;
    private final PagingEntry[] parent;
    private PagingEntry[] child; // null while there is none
    private long segments; // how many there were
    private boolean awake;
    private boolean drawn; // a touch that is not done yet
    private boolean over;
    private long found; // what the page holds that was touched
    private PagingEntry fetched; // whose page is under way
    private long wokenNanos;
    private long doneInBurst;
    private int block; // that the job reads next
    private boolean jobWaits;

    /// @param boot which life of it this is
    PagingHost(PagingPlan plan, int host, PagingChecker checker, int boot) {
        this.plan = plan;
        this.host = host;
        this.checker = checker;
        this.boot = boot;
        this.pool = pool(plan);
        this.requests = new Requests(FIRST_WRITE_SLOT + plan.cleaners(), FIRST_RESEND, plan.resendNanos(), boot);
        this.writing = new VirtualPage[FIRST_WRITE_SLOT + plan.cleaners()];
        this.touches = new Touches(plan, host, checker.touches(host));
        this.parent = segment();
        checker.begins(host);
    }

    /// The frames.
    FramePool pool(PagingPlan of) {
        return new FramePool(of.frames(), of.penaltyNanos());
    }

    private PagingEntry[] segment() {
        long name = PagingWire.segment(host, boot, segments++);
        PagingEntry[] entries = new PagingEntry[plan.pages()];
        for (int page = 0; page < entries.length; page++) {
            entries[page] = new PagingEntry(name, page);
        }
        return entries;
    }

    @Override
    public final void onStart(Port port) {
        port.schedule(WAKE, plan.sleepNanos());
        port.schedule(CLOCK, plan.clockNanos());
        if (plan.fileBlocks() > 0) {
            port.schedule(JOB, plan.readNanos());
        }
    }

    @Override
    public final void onTimer(int timer, Port port) {
        switch (timer) {
            case WAKE -> {
                awake = true;
                wokenNanos = port.nanos();
                doneInBurst = 0;
            }
            case CLOCK -> {
                pool.look(port.nanos());
                port.schedule(CLOCK, plan.clockNanos());
            }
            case JOB -> jobWaits = true;
            default -> {
                if (!requests.isResent(timer, port)) {
                    throw new IllegalArgumentException("a host has no timer " + timer);
                }
            }
        }
        goOn(port);
    }

    @Override
    public final void onMessage(Message reply, Port port) {
        int slot = requests.end(reply, port);
        if (slot < 0) {
            return; // a reply that had come before, or to a life before
        }
        long now = port.nanos();
        switch (reply.kind()) {
            case PagingWire.FETCH -> {
                pool.settle(new VirtualPage(fetched, reply.payload().stamp(), false), now);
                checker.count("page-ins", 1);
                fetched = null;
            }
            case PagingWire.WRITE -> pool.written(writing[slot], now);
            case PagingWire.READ -> {
                checker.read(host, (int) reply.a(), reply.payload().stamp());
                pool.settle((int) reply.a(), now);
                nextBlock(port);
            }
            default -> throw new IllegalArgumentException("a host is not sent a " + reply);
        }
        goOn(port);
    }

    private void goOn(Port port) {
        if (awake && fetched == null) {
            touchAll(port);
        }
        if (jobWaits && requests.isFree(BLOCK_SLOT)) {
            readBlock(port);
        }
        clean(port);
        checker.frames(host, pool);
    }

    /// Goes on until the burst is done, or a touch has to wait.
    private void touchAll(Port port) {
        while (awake) {
            if (!drawn) {
                if (checker.touches(host) >= plan.share(host)) {
                    awake = false;
                    finish();
                    return;
                }
                touches.next();
                drawn = true;
                beginTouch();
            }
            boolean ofChild = child != null && touches.isOfChild();
            long stored = touches.isWrite() ? touches.number() : -1;
            if (!touch(ofChild ? child[touches.page()] : parent[touches.page()], stored, port)) {
                return;
            }
            drawn = false;
            checker.touched(host, ofChild, touches.page(), stored, found);
            doneInBurst++;
            if (doneInBurst == plan.burst()) {
                checker.responds(port.nanos() - wokenNanos);
                awake = false;
                port.schedule(WAKE, plan.sleepNanos());
            }
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            checker.count("page-outs", pool.pageOuts());
            checker.count("frames given", pool.given());
            checker.isDone(host);
        }
    }

    private void beginTouch() {
        if (child != null && touches.ends()) {
            for (PagingEntry entry : child) {
                entry.part();
                if (entry.page != null) {
                    pool.release(entry.page);
                }
            }
            child = null;
        }
        if (child == null && touches.forks()) {
            child = segment();
            for (int page = 0; page < child.length; page++) {
                child[page].lender = parent[page];
                parent[page].borrower = child[page];
            }
            checker.forks(host);
        }
    }

    /// Loads, or stores, once the page is there.
    /// @return whether it was
    private boolean touch(PagingEntry entry, long stored, Port port) {
        boolean write = stored >= 0;
        if (entry.page == null && entry.lender != null) {
            PagingEntry lender = entry.lender;
            if (lender.page == null && lender.version > 0) {
                return fetch(lender, port);
            }
            if (lender.page == null) {
                entry.part(); // neither has ever been touched
            } else if (!write && !plan.onReference()) {
                lender.page.referenced = true;
                found = lender.page.content;
                checker.count("borrowed reads", 1);
                return true;
            } else if (!copy(lender, entry, port)) {
                return false;
            }
        }
        if (entry.page == null) {
            if (entry.version > 0) {
                return fetch(entry, port);
            }
            if (!pool.takeForPage(port.nanos())) {
                return false;
            }
            pool.settle(new VirtualPage(entry, 0, false), port.nanos());
            checker.count("zero fills", 1);
        }
        if (write && entry.borrower != null && !keepForBorrower(entry, port)) {
            return false;
        }
        entry.page.referenced = true;
        if (write) {
            entry.page.modified = true;
            entry.page.content = stored;
        }
        found = entry.page.content;
        return true;
    }

    /// Gives whoever borrows the page a copy, before it is stored into.
    boolean keepForBorrower(PagingEntry entry, Port port) {
        return copy(entry, entry.borrower, port);
    }

    private boolean copy(PagingEntry from, PagingEntry to, Port port) {
        from.page.pinned = true;
        boolean taken = pool.takeForPage(port.nanos());
        from.page.pinned = false;
        if (taken) {
            pool.settle(new VirtualPage(to, from.page.content, true), port.nanos());
            to.part();
            checker.count("copies", 1);
        }
        return taken;
    }

    private boolean fetch(PagingEntry entry, Port port) {
        if (pool.takeForPage(port.nanos())) {
            fetched = entry;
            requests.send(PAGE_SLOT, PagingWire.FETCH, entry.segment, entry.number, 0, port);
        }
        return false;
    }

    private void readBlock(Port port) {
        if (pool.uses(block, port.nanos())) {
            checker.count("file hits", 1);
            nextBlock(port);
        } else if (pool.takeForBlock(port.nanos())) {
            requests.send(BLOCK_SLOT, PagingWire.READ, block, 0, 0, port);
        }
    }

    private void nextBlock(Port port) {
        jobWaits = false;
        block = (block + 1) % plan.fileBlocks();
        port.schedule(JOB, plan.readNanos());
    }

    private void clean(Port port) {
        for (int slot = FIRST_WRITE_SLOT; slot < writing.length; slot++) {
            if (requests.isFree(slot)) {
                VirtualPage page = pool.nextToWrite();
                if (page == null) {
                    return;
                }
                writing[slot] = page;
                requests.send(
                        slot,
                        PagingWire.WRITE,
                        page.entry.segment,
                        PagingWire.versioned(page.entry.number, page.entry.version),
                        page.content,
                        port);
            }
        }
    }
}
