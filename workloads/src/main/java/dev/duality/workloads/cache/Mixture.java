// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.workloads.Setting;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Draws blocks by chance: all alike, or by Zipf's law, where the r-th in popularity is drawn in proportion to
/// 1/r^0.99. Which block is how popular is drawn, too, the same for all workers.
final class Mixture {
    private static final double EXPONENT = 0.99;

    private final int[] ids; // by rank
    private final double[] upTo; // the weight of all ranks up to this one
    private final SplittableRandom random;

    Mixture(Setting setting, Blocks blocks, int worker) {
        SplittableRandom common = new SplittableRandom(setting.seed());
        boolean zipf = setting.get(CacheWorkload.SKEW).equals("zipf");
        ids = IntStream.range(0, blocks.count()).toArray();
        upTo = new double[ids.length];
        double sum = 0;
        for (int rank = 0; rank < ids.length; rank++) {
            int other = rank + common.nextInt(ids.length - rank);
            int id = ids[other];
            ids[other] = ids[rank];
            ids[rank] = id;
            sum += zipf ? StrictMath.pow(rank + 1, -EXPONENT) : 1;
            upTo[rank] = sum;
        }
        for (int i = 0; i < worker; i++) {
            common.split();
        }
        random = common.split();
    }

    /// The next block's id.
    int block() {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return ids[Math.min(at < 0 ? -at - 1 : at + 1, ids.length - 1)];
    }

    /// Whether something happens that does so `percent` times in a hundred.
    boolean happens(long percent) {
        return random.nextInt(100) < percent;
    }
}
