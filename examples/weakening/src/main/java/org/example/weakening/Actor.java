// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// The steps of one of two threads. They depend on nothing but the memory, wait for nobody, and leave nothing behind
/// elsewhere: it is run from its beginning again and again, up to one step further each time.
interface Actor {
    /// @return what it saw
    String run(Region memory);
}
