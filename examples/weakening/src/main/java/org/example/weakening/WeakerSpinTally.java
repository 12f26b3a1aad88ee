// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// The same behind the weaker lock: `verify --memory weak --structure weaker-spin-tally` must find two calls that gave
/// one number.
public final class WeakerSpinTally extends SpinTally {
    @Override
    SpinLock lock(Region region) {
        return new SpinLock.Weaker(region);
    }
}
