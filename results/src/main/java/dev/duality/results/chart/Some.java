// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Charts of one kind: the first ones, and how many more there are. Those are not even made.
public final class Some {
    /// More of one kind nobody looks at.
    static final int MOST = 24;

    private final List<Chart> charts = new ArrayList<>();
    private int left;
    private int tooFew;

    void add(Supplier<? extends Chart> chart) {
        if (charts.size() < MOST) {
            charts.add(chart.get());
        } else {
            left++;
        }
    }

    /// Others that have no room in the charts that are there.
    void leave(int more) {
        left += more;
    }

    /// One that has too few points to be a chart.
    void tooShort() {
        tooFew++;
    }

    public List<Chart> charts() {
        return List.copyOf(charts);
    }

    /// The number of those that had no room.
    public int left() {
        return left;
    }

    /// The number of those that had too few points.
    public int tooFew() {
        return tooFew;
    }
}
