// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.finding.Findings;

/// A run as one page for a browser.
public final class Page {
    private Page() {}

    /// The whole page, in ASCII. The same run gives the same page, byte for byte.
    public static String of(Findings findings) {
        return Template.PAGE.fill(PageView.of(findings));
    }
}
