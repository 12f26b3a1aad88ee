// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.IOException;
import java.nio.file.Path;

/// A run cannot be kept where it was asked to be. The message is one line: what was wrong and what to do.
public final class RunUnwritable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunUnwritable(String message) {
        super(message);
    }

    public RunUnwritable(String message, Exception cause) {
        super(message, cause);
    }

    /// Of a folder that `--out` has named.
    /// @param cannot what is not done, such as `cannot export to`
    public static RunUnwritable because(String cannot, Path folder, IOException cause) {
        return new RunUnwritable(
                "%s %s: %s; give a folder that you may write with --out".formatted(cannot, folder, Reasons.of(cause)),
                cause);
    }
}
