// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

/// A number that models of published curves are made from. The order is that in which they are shown.
public enum Constant {
    CALL("call", "an empty call, there and back (Sprite 1987)", "ms", 2.8, 0.001, 10_000),
    CALL_PER_KB("call-per-kb", "each kilobyte of a call", "ms", 1.2, 0.0001, 10_000),
    DISK("disk", "4 KB from the server's disk", "ms", 17.9, 0, 10_000),
    LOSS("loss", "messages that are lost", "", 0.2, 0, 0.9),
    DUPLICATION("duplication", "messages that come twice", "", 0.05, 0, 0.9),
    PICKS("picks", "opens that look for an idle host (fitted)", "", 0.065, 0, 1),
    UPDATE_PERIOD("update-period", "between two updates of a host's load (assumed)", "s", 10, 0.1, 10_000),
    PAGE_RATE("page-rate", "pages and blocks from the server's cache (Nelson 1988)", "KB/s", 475, 0.001, 1e9),
    PAGE_OUT_RATE("page-out-rate", "pages to the server's cache (Nelson 1988)", "KB/s", 380, 0.001, 1e9),
    PENALTY("penalty", "how much younger pages count for each 10 that went to files", "s", 120, 0, 1e6),
    MAP_PAGE("map-page", "a page of 4 KB read through a mapping, in sequence (Shirriff 1993)", "ms", 1.08, 1e-6, 1e6),
    READ_CALL("read-call", "a call that reads a byte (Shirriff 1993)", "ms", 0.4, 1e-6, 1e6),
    ARRIVAL("arrival", "a packet at interrupt level (fitted)", "us", 80, 0.001, 1e6),
    FORWARD("forward", "the rest of the kernel's work on a packet (fitted)", "us", 133, 0.001, 1e6),
    PROCESS("process", "the user process's work on a packet (fitted)", "us", 287, 0.001, 1e6),
    BUILD("build", "a kernel is made on one host (Sprite 1991)", "s", 1971, 1, 1e6),
    DEPEND("depend", "of it, finding out what has to be done", "s", 19, 0.001, 1e6),
    LINK("link", "of it, linking", "s", 56, 0.001, 1e6),
    LINK_RECALLED(
            "link-recalled", "linking what other hosts have written (Sprite 1991: 65 to 69)", "s", 67, 0.001, 1e6),
    SERVED(
            "served",
            "of compiling, 1,896 s, the file server's (Douglis 1990: its processor worked 290 to 350 s)",
            "",
            0.1688,
            0,
            0.9),
    MOVE("move", "an idle host is found, and a program begun there", "ms", 71, 0, 1e6),
    KERNEL_CALL("kernel-call", "a call of the kernel (Sprite 1987)", "ms", 0.092, 0.0001, 1_000),
    STRAGGLERS("stragglers", "executions of a task that are slow (assumed)", "", 0.01, 0, 1),
    SLOWNESS("slowness", "how many times as long they take (fitted)", "", 4, 1, 1_000);

    private final String label;
    private final String description;
    private final String unit;
    private final double initial;
    private final double least;
    private final double most;

    Constant(String label, String description, String unit, double initial, double least, double most) {
        this.label = label;
        this.description = description;
        this.unit = unit;
        this.initial = initial;
        this.least = least;
        this.most = most;
    }

    /// The name by which it is set.
    public String label() {
        return label;
    }

    public String description() {
        return description;
    }

    /// The unit that it is in; empty for a share.
    public String unit() {
        return unit;
    }

    /// The value that the papers give.
    public double initial() {
        return initial;
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }
}
