// SPDX-License-Identifier: Apache-2.0
package org.example.indices;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;

/// The ring with a mistake: both indices lie on one line, so each end takes that line away when it writes its index.
public final class OneLineTransport implements Transport {
    @Override
    public String name() {
        return "indices-on-one-line";
    }

    @Override
    public String description() {
        return "a ring whose head and tail lie on one line";
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
        return Carrier.ofSeparate(this, spec -> new IndexRing(spec, Long.BYTES));
    }
}
