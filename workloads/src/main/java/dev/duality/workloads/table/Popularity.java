// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Setting;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Draws keys by chance: by Zipf's law the r-th in popularity is drawn in proportion to 1/r^s, and with s = 0 all
/// alike. Which key is how popular is drawn, too, the same for all workers.
final class Popularity {
    private final Keys keys;
    private final SplittableRandom random;
    private final int[] numbers; // by rank; empty if all are alike
    private final double[] upTo; // the weight of all ranks up to this one

    /// @param skew the exponent s, 0 or more
    Popularity(Setting setting, Keys keys, double skew, int worker) {
        this.keys = keys;
        random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        int ranks = skew == 0 ? 0 : keys.count();
        numbers = new int[ranks];
        upTo = new double[ranks];
        SplittableRandom common = new SplittableRandom(setting.seed());
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            int earlier = common.nextInt(rank + 1);
            numbers[rank] = numbers[earlier];
            numbers[earlier] = rank;
            sum += StrictMath.pow(rank + 1, -skew);
            upTo[rank] = sum;
        }
    }

    /// The next key.
    long key() {
        if (numbers.length == 0) {
            return keys.key(random.nextInt(keys.count()));
        }
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return keys.key(numbers[Math.min(at < 0 ? -at - 1 : at + 1, numbers.length - 1)]);
    }

    /// A number from 0 to below `bound`, all alike.
    int below(int bound) {
        return random.nextInt(bound);
    }
}
