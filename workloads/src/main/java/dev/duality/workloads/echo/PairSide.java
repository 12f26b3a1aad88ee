// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.messaging.Contract;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import java.util.Optional;

/// A side of two threads, one that asks and one that answers, with one operation under way.
abstract class PairSide extends SharedSide {
    PairSide(String algorithm, String description) {
        super(algorithm, description);
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (setting.workers() > 1) {
            return Optional.of(substrate() + " is between two threads; use 1 worker");
        }
        return setting.window() > 1
                ? Optional.of(substrate() + " has one operation under way; use a window of 1")
                : Optional.empty();
    }

    @Override
    public int servers(Setting setting) {
        return 1;
    }

    @Override
    public int lineTransfers() {
        return 2;
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // what the two exchange is in regions, the state is the server's own
    }
}
