// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.RunUnreadable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/// The runs that a command takes several of. All are looked at before anything is done with the first one, and each
/// that cannot be read has its line.
final class RunOperands {
    private RunOperands() {}

    /// @param look what is wanted of each, such as [dev.duality.results.folder.RunFolder#open]
    /// @return that, in the same order
    /// @throws RunUnreadable about the last that cannot be read; the others have been complained of
    static <T> List<T> all(CommandLine command, List<Path> runs, Function<Path, T> look) {
        List<T> seen = new ArrayList<>();
        List<RunUnreadable> unreadable = new ArrayList<>();
        for (Path run : runs) {
            try {
                seen.add(look.apply(run));
            } catch (RunUnreadable e) {
                unreadable.add(e);
            }
        }
        if (unreadable.isEmpty()) {
            return List.copyOf(seen);
        }
        RunUnreadable last = unreadable.removeLast();
        unreadable.forEach(e -> Duality.note(command, e.getMessage()));
        throw last;
    }
}
