// SPDX-License-Identifier: Apache-2.0
package org.example.indices;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Region;

/// The ring with its indices apart.
public final class TwoLinesTransport implements Transport {
    @Override
    public String name() {
        return "indices-apart";
    }

    @Override
    public String description() {
        return "a ring whose head and tail have a line each";
    }

    @Override
    public Contract contract() {
        return IndexRing.CONTRACT;
    }

    @Override
    public boolean liesInRegions() {
        return true;
    }

    @Override
    public Carrier start(TransportOptions options) {
        return Carrier.ofSeparate(this, spec -> new IndexRing(spec, Region.APART));
    }
}
