// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// What one of two threads does. It depends on nothing but the memory, waits for nobody, and leaves nothing behind
/// elsewhere: it is run from its beginning again and again, up to one step further each time.
interface Actor {
    /// @return what it saw
    String run(Region memory);
}
