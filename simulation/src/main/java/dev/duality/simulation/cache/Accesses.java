// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.cache.Access.Mode;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// The accesses of one user to files in a usual day, drawn from the seed: the same for every rule. Shares are those of
/// Baker et al.: of 100 accesses 88 read, 11 write, 1 does both; 78 go through the whole file; 75 files are open for
/// less than a quarter of a second; of 100 new files 72 live for less than 30 seconds. Who has used a file that all
/// write often looks at it again at once.
final class Accesses implements Supplier<Access> {
    private static final double WRITES = 0.11;
    private static final double BOTH = 0.01;
    private static final double NEW_FILES = 0.75; // of what is written
    private static final double SHORT_LIVES = 0.72; // of new files
    private static final double REOPENED = 0.12; // reads of what the user made last
    private static final double OWN = 0.5; // of the other reads
    private static final double WHOLE = 0.78;
    private static final double AGAIN = 0.3; // of files that all write
    private static final double AGAIN_SECONDS = 1; // at the latest
    private static final int OWN_FILES = 24;

    private final CacheTerms terms;
    private final Files files;
    private final int user;
    private final SplittableRandom random;
    private int made;
    private long again; // the file to look at next; 0 for none

    Accesses(CacheTerms terms, int user) {
        this.terms = terms;
        this.files = new Files(terms);
        this.user = user;
        this.random = new SplittableRandom(SplitMix64.of(terms.day().seed(), user));
    }

    @Override
    public Access get() {
        if (again != 0) {
            long file = again;
            again = 0;
            return access(nanos(random.nextDouble(AGAIN_SECONDS)), file, Mode.READ, 0);
        }
        boolean shared = random.nextInt(1000) < terms.day().common().writtenPerMille();
        double share = random.nextDouble();
        Mode mode = share < WRITES ? Mode.WRITE : share < WRITES + BOTH ? Mode.BOTH : Mode.READ;
        if (shared) {
            long file = Files.shared(random.nextInt(Files.SHARED));
            again = random.nextDouble() < AGAIN ? file : 0;
            return access(file, random.nextBoolean() ? Mode.READ : mode(), 0); // the others of the mix make up for it
        }
        if (mode == Mode.WRITE && random.nextDouble() < NEW_FILES) {
            return access(Files.made(user, made++), mode, life());
        }
        if (mode == Mode.READ) {
            return access(read(), mode, 0);
        }
        return access(Files.own(user, popular(OWN_FILES)), mode, 0);
    }

    private Mode mode() {
        return random.nextDouble() < BOTH / (WRITES + BOTH) ? Mode.BOTH : Mode.WRITE;
    }

    private long read() {
        double share = random.nextDouble();
        if (share < REOPENED && made > 0) {
            return Files.made(user, made - 1);
        }
        return random.nextDouble() < OWN
                ? Files.own(user, popular(OWN_FILES))
                : Files.common(popular(terms.day().common().read()));
    }

    /// One of so many, the r-th in proportion to about 1/r.
    private int popular(int count) {
        return (int) Files.spread(random, 1, count + 1) - 1;
    }

    private long life() {
        double seconds =
                random.nextDouble() < SHORT_LIVES ? Files.spread(random, 0.5, 30) : Files.spread(random, 30, 3600);
        return nanos(seconds);
    }

    private long nanos(double seconds) {
        return Math.max(1, (long) (seconds * CacheTerms.SECOND) / terms.day().hurry());
    }

    private Access access(long file, Mode mode, long lifeNanos) {
        double think = -StrictMath.log(1 - random.nextDouble()) * terms.day().thinkNanos();
        return access((long) think, file, mode, lifeNanos);
    }

    private Access access(long thinkNanos, long file, Mode mode, long lifeNanos) {
        int all = files.blocks(file);
        int first = 0;
        int blocks = all;
        if (mode != Mode.WRITE && random.nextDouble() >= WHOLE) {
            first = random.nextInt(all);
            blocks = 1 + random.nextInt(all - first);
        }
        return new Access(thinkNanos, file, mode, first, blocks, openNanos(file), lifeNanos, Access.Touches.WHOLE);
    }

    /// Those that all write are not kept open for long.
    private long openNanos(long file) {
        double share = random.nextDouble();
        double seconds = share < 0.75
                ? random.nextDouble(0.01, 0.25)
                : share < 0.95 || Files.isShared(file) ? Files.spread(random, 0.25, 5) : Files.spread(random, 5, 30);
        return nanos(seconds);
    }
}
