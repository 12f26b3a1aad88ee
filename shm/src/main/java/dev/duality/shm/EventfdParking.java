// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.Optional;

/// Sleeps in the read of an eventfd, and is woken by whoever adds to it: a thread, or any process that maps the same
/// words. For the one party of a [ParkWait], which argues when it sleeps and who wakes it.
///
/// The read stands behind a wait with an end: a read has none, and an interrupt, or a signaller that was killed, is to
/// be noticed.
final class EventfdParking implements Parking {
    /* What ParkWait asks of a parking: who is woken before it sleeps does not sleep. The kernel keeps what was added until
     * it is read. What was added for a wait that had ended without it wakes a later one for nothing, once, and that looks
     * again, as behind any park. Tried by EventfdParkingTest, over two mappings of one file.
     *
     *   owner      B1 makes its eventfd   B2 plain bell = its process and descriptor   then O1 of ParkWait
     *   signaller  S3 of ParkWait         B3 plain bell, unless the eventfd is of its own opening
     *
     * Nobody rings elsewhere: S3 clears the 1 of an O1, which is a release, so B1 and B2 happen-before B3.
     * Stronger is waste: the word is written once, by the owner, before it says for the first time that it sleeps.
     */
    private static final long ASLEEP = 0; // of ParkWait
    private static final long BELL = 8; // a process and, in the low half, a descriptor there
    private static final int HALF = 32;
    private static final long LOW = 0xFFFF_FFFFL;

    /// The bell of another opening, as this one has it.
    ///
    /// @param owner what stands in the word `bell`
    /// @param bell empty if its process has gone
    private record Known(long owner, Optional<Eventfd.Bell> bell) {}

    private final Region region;
    private final Eventfd calls = Eventfd.ofThisSystem();
    private Optional<Eventfd.Bell> own = Optional.empty(); // the owner's
    private volatile Known known = new Known(0, Optional.empty());

    private EventfdParking(Region region) {
        this.region = region;
    }

    /// A wait that sleeps so.
    /// @param region with two words at 0 that are 0 at first, shared by all who wait or signal
    /// @param first how many pauses it begins with
    /// @throws Diagnosis if there is no eventfd here
    static WaitStrategy wait(Region region, int first) {
        return new ParkWait(region, ASLEEP, new EventfdParking(region), first);
    }

    /// Likewise, with a longest sleep; tests take one that a forgotten sleeper does not survive.
    static WaitStrategy wait(Region region, int first, long longestNanos) {
        return new ParkWait(region, ASLEEP, new EventfdParking(region), first, longestNanos);
    }

    @Override
    public Object current() {
        Eventfd.Bell bell = own.orElseGet(() -> {
            Eventfd.Bell made = calls.make(); // B1
            region.setPlain(BELL, ProcessHandle.current().pid() << HALF | made.descriptor()); // B2
            return made;
        });
        own = Optional.of(bell);
        return bell;
    }

    @Override
    public void park(long nanos) {
        calls.sleep(own.orElseThrow(), nanos);
    }

    /// @param sleeper null where its wait is of another opening
    @Override
    public void unpark(Object sleeper) {
        Optional<Eventfd.Bell> bell =
                sleeper instanceof Eventfd.Bell ours ? Optional.of(ours) : elsewhere(region.getPlain(BELL)); // B3
        bell.ifPresent(calls::ring);
    }

    private Optional<Eventfd.Bell> elsewhere(long owner) {
        Known one = known;
        if (one.owner() != owner) {
            one = new Known(owner, calls.ofProcess(owner >>> HALF, (int) (owner & LOW)));
            known = one; // where two get it at once, one of theirs is closed when it has rung
        }
        return one.bell();
    }

    @Override
    public int spins() {
        return WaitStrategy.SPINS;
    }
}
