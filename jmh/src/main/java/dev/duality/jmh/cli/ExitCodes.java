// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

/// The meanings of the command's end.
final class ExitCodes {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    private ExitCodes() {}
}
