// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

/// The host that handles a call of a program that runs away from its home. Of the 106 calls that Sprite had, 91 were
/// handled by the host, 11 were forwarded, and for 4 both ends had work (Douglis and Ousterhout, "Transparent Process
/// Migration", 1991).
public enum Handling {
    /// The host where the program runs.
    LOCAL("local", 91),
    /// The home alone: the host passes the call on, and its answer back.
    FORWARDED("forwarded", 11),
    /// The home and the host, each with a part of its own.
    COOPERATING("cooperating", 4);

    private final String label;
    private final int share;

    Handling(String label, int share) {
        this.label = label;
        this.share = share;
    }

    /// The name that users read.
    public String label() {
        return label;
    }

    /// The number of Sprite's calls that were handled so, which is how often a script has one.
    public int share() {
        return share;
    }
}
