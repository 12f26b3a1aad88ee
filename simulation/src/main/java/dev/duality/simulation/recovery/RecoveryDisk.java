// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

/// The storage that a file server keeps when it crashes: the version of each file, and how often it has booted.
final class RecoveryDisk {
    private final long[] versions;
    private int boots;
    private boolean rebooted;

    RecoveryDisk(int files) {
        versions = new long[files];
    }

    long version(int file) {
        return versions[file];
    }

    /// @return the new version
    long nextVersion(int file) {
        return ++versions[file];
    }

    /// @return the number of this boot, from 1
    int boot() {
        return ++boots;
    }

    /// Whether the reboot that was planned is over.
    boolean rebooted() {
        return rebooted;
    }

    void rebootDone() {
        rebooted = true;
    }
}
