// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;

/// The primary and the back-up. A replica that was restarted has lost its copy, so it is not the one that a view
/// names: a view says the boot numbers, too.
///
/// @param number later views have higher ones; from 1, and 0 where no view is known
/// @param primary which replica, 0 or 1; the other one is the back-up, if there is one
/// @param primaryBoot which life of the primary
/// @param backupBoot which life of the back-up, 0 if there is none
public record View(int number, int primary, int primaryBoot, int backupBoot) {
    /// The view that all begin in, with empty copies.
    public static final View FIRST = new View(1, 0, 1, 1);

    /// The view of a replica that was restarted.
    static final View UNKNOWN = new View(0, 0, 0, 0);

    private static final int BOOT_BITS = 24;
    private static final int MAX_BOOT = (1 << BOOT_BITS) - 1;

    /// The role of a replica in a view.
    public enum Role {
        PRIMARY,
        BACKUP,
        NONE
    }

    public boolean hasBackup() {
        return backupBoot > 0;
    }

    public int backup() {
        return 1 - primary;
    }

    public Role role(int replica, int boot) {
        if (replica == primary) {
            return boot == primaryBoot ? Role.PRIMARY : Role.NONE;
        }
        return boot == backupBoot ? Role.BACKUP : Role.NONE;
    }

    /// The next view, in which the primary stays and has this back-up.
    public View withBackup(int boot) {
        return new View(number + 1, primary, primaryBoot, boot);
    }

    public View withoutBackup() {
        return withBackup(0);
    }

    /// The next view, in which the back-up is the primary, and alone.
    public View promoted() {
        return new View(number + 1, backup(), backupBoot, 0);
    }

    /// Writes it into a message.
    /// @param lost whether no copy of the state is left
    public void write(Message message, boolean lost) {
        long roles = (long) primaryBoot << BOOT_BITS | backupBoot;
        message.set(0, number, roles << 1 | primary, lost ? 1 : 0).payload().length(0);
    }

    public static View read(Message message) {
        long roles = message.a() >>> 1;
        return new View(
                (int) message.sequence(),
                (int) message.a() & 1,
                (int) (roles >>> BOOT_BITS) & MAX_BOOT,
                (int) roles & MAX_BOOT);
    }

    /// Whether a message that says a view says, too, that no copy of the state is left.
    public static boolean saysLost(Message message) {
        return message.b() != 0;
    }
}
