// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.shm.SplitMix64;
import java.util.SplittableRandom;

/// The files of all users, and their lengths. A file's name says who uses it; its length comes from its name.
public final class Files {
    /// The number of files that everybody writes.
    static final int SHARED = 6;

    private static final long COMMON = 0;
    private static final long PRIVATE = 1L << 56;
    private static final long NEW = 2L << 56;
    private static final long SHARED_WRITTEN = 3L << 56;
    private static final long RECORDS = 4L << 56;
    static final int LEAST_BYTES = 64; // room for a stamp, and lengths are multiples of it
    private static final int KILOBYTE = 1024;

    private final CacheTerms terms;

    Files(CacheTerms terms) {
        this.terms = terms;
    }

    /// One that all read and nobody writes.
    static long common(int number) {
        return COMMON | number;
    }

    /// One that a single user reads and writes.
    static long own(int user, int number) {
        return PRIVATE | (long) user << 24 | number;
    }

    /// One that a single user makes, and removes after a while.
    static long made(int user, int number) {
        return NEW | (long) user << 24 | number;
    }

    /// One that all read and write.
    static long shared(int number) {
        return SHARED_WRITTEN | number;
    }

    /// One with so many records, each a block of its own.
    public static long records(int count) {
        return RECORDS | count;
    }

    static boolean isShared(long file) {
        return file >>> 56 == SHARED_WRITTEN >>> 56;
    }

    /// Whether only one user ever writes it, and nobody removes it.
    static boolean isOwn(long file) {
        return file >>> 56 == PRIVATE >>> 56;
    }

    /// The length of a file: 42 of 100 are shorter than 1 KB, 80 shorter than 10 KB, and some are long. Those that all
    /// write are like small data bases.
    int bytes(long file) {
        if (file >>> 56 == RECORDS >>> 56) {
            return (int) file * terms.blockBytes();
        }
        SplittableRandom random = new SplittableRandom(SplitMix64.of(terms.day().seed(), file));
        double share = random.nextDouble();
        double bytes = isShared(file)
                ? spread(random, KILOBYTE, 16 * KILOBYTE)
                : share < 0.42
                        ? random.nextDouble(LEAST_BYTES, KILOBYTE)
                        : share < 0.80
                                ? spread(random, KILOBYTE, 10 * KILOBYTE)
                                : spread(random, 10 * KILOBYTE, 256 * KILOBYTE);
        return Math.max(1, (int) bytes / LEAST_BYTES) * LEAST_BYTES;
    }

    /// Each doubling as likely as the others.
    static double spread(SplittableRandom random, double least, double most) {
        return least * StrictMath.pow(most / least, random.nextDouble());
    }

    int blocks(long file) {
        return (bytes(file) + terms.blockBytes() - 1) / terms.blockBytes();
    }

    /// The number of bytes of a block that belong to its file.
    int bytesOf(int block, int fileBytes) {
        return Math.min(terms.blockBytes(), fileBytes - block * terms.blockBytes());
    }
}
