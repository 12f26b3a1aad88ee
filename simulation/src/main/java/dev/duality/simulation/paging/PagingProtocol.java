// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.paging.PagingWorkload;
import java.util.List;

/// Sprite's virtual memory: hosts without disks page to a server, share their frames with a file cache, and fork by
/// copying late (Nelson, "Virtual Memory for the Sprite Operating System", 1986; Nelson's thesis, 1988). Of the
/// workload's values it uses pages, those of a process, frames, those of a host, touches, writes and operations.
final class PagingProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;

    static final Parameter<Long> BURST =
            Parameter.integer("burst", "touches between two sleeps of a process", "touches", 16, 1, 1 << 20);
    static final Parameter<Long> SLEEP =
            Parameter.integer("sleep", "how long a process sleeps after a burst", "ms", 500, 0, 10_000_000);
    static final Parameter<Long> FORK =
            Parameter.integer("fork", "touches from a fork to the next; 0 for none", "touches", 40, 0, 1 << 24);
    static final Parameter<String> COPIES = Parameter.oneOf(
            "copies",
            "when a child gets a page of its own: a store of one of both, or its first reference",
            "on-write",
            "on-reference");
    static final Parameter<Long> FILE = Parameter.integer(
            "file", "how long the file is that a job reads over and over; 0 for no job", "blocks", 256, 0, 1 << 20);
    static final Parameter<Long> READ =
            Parameter.integer("read", "between two blocks of that job", "ms", 20, 1, 10_000_000);
    static final Parameter<Long> PENALTY = Parameter.integer(
            "penalty",
            "how much younger pages count for each 10 that virtual memory gave to files",
            "s",
            120,
            0,
            1_000_000);
    static final Parameter<Long> CLEANERS =
            Parameter.integer("cleaners", "how many pages are written at once", "", 2, 1, 16);
    static final Parameter<Long> SWAP = Parameter.integer(
            "swap",
            "how long the server's disk takes for a page of a swap file; 0 if the server has it in memory",
            "ms",
            0,
            0,
            10_000);
    static final Parameter<Long> SWAP_OUT = Parameter.integer(
            "swap-out", "how long the server takes for a page that is written to a swap file", "ms", 0, 0, 10_000);
    static final Parameter<Long> BLOCK = Parameter.integer(
            "block", "how long the server takes for a block of the file, one after the other", "ms", 0, 0, 10_000);
    static final Parameter<String> ORDER = Parameter.oneOf(
            "order", "whether the pages that are touched are drawn, or come one after the other", "drawn", "in-order");
    static final Parameter<Long> RESEND = Parameter.integer(
            "resend", "a request is sent again after this, and then after twice as long", "ms", 50, 1, 1_000_000);
    static final Parameter<Long> HURRY =
            Parameter.integer("hurry", "how many times faster processes, jobs and daemons are", "", 1, 1, 1_000_000);

    @Override
    public String name() {
        return "sprite";
    }

    @Override
    public String description() {
        return "hosts page to a server, bargain for frames with a file cache, and fork by copying late (Nelson 1986)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(
                BURST, SLEEP, FORK, COPIES, FILE, READ, PENALTY, CLEANERS, SWAP, SWAP_OUT, BLOCK, ORDER, RESEND, HURRY);
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return PagingWire.PAGE_BYTES;
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new PagingDeployment(plan(setting, nodes));
    }

    static PagingPlan plan(Setting setting, int nodes) {
        Values values = setting.values();
        int frames = values.getInt(PagingWorkload.FRAMES);
        if (frames < FramePool.LEAST) {
            throw new BadInput("frames is %d, but virtual memory keeps a sixteenth of them; use frames=%d or more"
                    .formatted(frames, FramePool.LEAST));
        }
        long hurry = values.get(HURRY);
        return new PagingPlan(
                nodes - 1,
                values.get(PagingWorkload.OPERATIONS),
                values.getInt(PagingWorkload.PAGES),
                frames,
                values.getInt(PagingWorkload.TOUCHES),
                values.get(ORDER).equals("in-order"),
                values.getInt(PagingWorkload.WRITES),
                values.getInt(BURST),
                values.get(SLEEP) * MILLISECOND / hurry,
                values.getInt(FORK),
                values.get(COPIES).equals("on-reference"),
                values.getInt(FILE),
                Math.max(1, values.get(READ) * MILLISECOND / hurry),
                values.get(PENALTY) * 1000 * MILLISECOND,
                1000 * MILLISECOND / hurry,
                values.getInt(CLEANERS),
                new PagingPlan.Service(
                        values.get(SWAP) * MILLISECOND,
                        values.get(SWAP_OUT) * MILLISECOND,
                        values.get(BLOCK) * MILLISECOND),
                values.get(RESEND) * MILLISECOND,
                setting.seed());
    }
}
