// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Region;
import dev.duality.workloads.Footprint;

/// The lines of a plain table: for each bucket its size, then its keys one after the other, then its values. A key is
/// taken to lie where its number puts it, so that a search reads the keys before it.
final class TableFootprint implements Footprint {
    private final Keys keys;
    private final int keyLines;
    private final int valueLines;
    private final int bucketLines;

    TableFootprint(Keys keys, int valueBytes) {
        this.keys = keys;
        this.keyLines = (keys.slots() * Long.BYTES + Region.LINE - 1) / Region.LINE;
        this.valueLines = (valueBytes + Region.LINE - 1) / Region.LINE;
        this.bucketLines = 1 + keyLines + keys.slots() * valueLines;
    }

    @Override
    public int lines() {
        return keys.buckets() * bucketLines;
    }

    @Override
    public void of(int kind, long key, long b, Lines touched) {
        int first = keys.bucket(key) * bucketLines;
        int slot = Math.floorMod(keys.number(key), keys.slots());
        int keyLine = first + 1 + slot * Long.BYTES / Region.LINE;
        touched.read(first);
        for (int line = first + 1; line < keyLine; line++) {
            touched.read(line);
        }
        int value = first + 1 + keyLines + slot * valueLines;
        if (kind == TableWorkload.GET) {
            touched.read(keyLine);
            for (int line = value; line < value + valueLines; line++) {
                touched.read(line);
            }
            return;
        }
        touched.write(first); // its size
        touched.write(keyLine);
        for (int line = value; line < value + valueLines && kind == TableWorkload.PUT; line++) {
            touched.write(line);
        }
    }
}
