// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// The same with P3 opaque and no release: `verify --memory weak --structure weaker-stamped-ring` must find a poll that
/// gave what was in the place before.
public final class WeakerStampedRing extends StampedRing {
    @Override
    void publish(Region region, long stamp, long value) {
        region.setOpaque(stamp, value);
    }
}
