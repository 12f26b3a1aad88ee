// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.Optional;
import java.util.regex.Pattern;

/// The doubt whether points stand before decimals, or between thousands as half of Europe writes them: `1.234` beside
/// `617`. Where three digits follow each point that is there, and a number below a thousand has none, both may be
/// meant. Anything else that has a point, or has four digits without one, settles it.
final class Thousands {
    private static final Pattern GROUPED = Pattern.compile("\\+?[1-9][0-9]{0,2}\\.[0-9]{3}");
    private static final Pattern BELOW = Pattern.compile("\\+?[0-9]{1,3}");

    private Optional<String> first = Optional.empty();
    private boolean below;
    private boolean settled;

    /// Looks at one more number.
    /// @param at where it stands, for messages
    void see(String at, String text) {
        if (GROUPED.matcher(text).matches()) {
            first = first.or(() -> Optional.of("%s: %s".formatted(at, NumberText.shown(text))));
        } else if (BELOW.matcher(text).matches()) {
            below = true;
        } else {
            settled = true;
        }
    }

    /// The first number that may mean two things, and where it stands; empty if there is none.
    Optional<String> doubt() {
        return settled || !below ? Optional.empty() : first;
    }
}
