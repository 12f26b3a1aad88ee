// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.RegionBytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Copies from one region to another.
class RegionCopyTest {
    @Test
    void bytesOfAnotherRegionAreCopiedWhateverKindItIs() {
        for (Region from : List.of(Region.allocate(64), new HeapRegion(64))) {
            for (Region into : List.of(Region.allocate(64), new HeapRegion(64))) {
                for (int i = 0; i < 64; i += Long.BYTES) {
                    from.setPlain(i, 0x0101_0101_0101_0101L * (i + 1));
                }
                byte[] expected = new byte[64];
                from.read(3, expected, 21, 30);

                into.copy(21, from, 3, 30);

                assertArrayEquals(expected, RegionBytes.content(into));
            }
        }
    }

    @Test
    void aCopyThatLeavesEitherRegionIsRefusedAndChangesNothing() {
        Region from = Region.allocate(64);
        Region into = Region.allocate(32);
        from.setPlain(56, -1);

        assertThrows(IndexOutOfBoundsException.class, () -> into.copy(30, from, 56, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> into.copy(-1, from, 56, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> into.copy(0, from, 62, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> into.copy(0, from, -1, 3));
        from.close();
        assertThrows(IllegalStateException.class, () -> into.copy(0, from, 56, 3));

        assertArrayEquals(new byte[32], RegionBytes.content(into));
    }
}
