// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.arrival;

import dev.duality.shm.Slip;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A schedule: when which device raises. The times are offsets from the start, in nanoseconds, and never decrease. The
/// same arguments give the same schedule on every machine. Immutable.
public final class Arrivals {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] nanos;
    private final int[] devices;

    private Arrivals(long[] nanos, int[] devices) {
        this.nanos = nanos;
        this.devices = devices;
    }

    /// Independent arrivals: the times between them are exponential, and each device has its share.
    /// @param rates how many interrupts each device raises in a second on average, more than 0
    /// @param count how many arrivals to make
    public static Arrivals poisson(double[] rates, int count, long seed) {
        return bursts(rates, 1, count, seed);
    }

    /// Bursts: each time a device raises, it raises `length` interrupts at once; the bursts are independent, and the
    /// rates are those of [#poisson].
    /// @param length how many interrupts a burst has, 1 or more
    public static Arrivals bursts(double[] rates, int length, int count, long seed) {
        double total = check(rates, length, count);
        SplittableRandom random = new SplittableRandom(seed);
        double meanGap = NANOS_PER_SECOND * length / total;
        long[] nanos = new long[count];
        int[] devices = new int[count];
        double now = 0;
        for (int i = 0; i < count; ) {
            now += meanGap * -StrictMath.log(1 - random.nextDouble());
            int device = pick(rates, total * random.nextDouble());
            for (int end = Math.min(count, i + length); i < end; i++) {
                nanos[i] = (long) now;
                devices[i] = device;
            }
        }
        return new Arrivals(nanos, devices);
    }

    private static double check(double[] rates, int length, int count) {
        double total = Arrays.stream(rates).sum();
        if (rates.length == 0 || !(Arrays.stream(rates).min().getAsDouble() > 0) || !Double.isFinite(total)) {
            throw new Slip("rates are " + Arrays.toString(rates) + ", but each must be more than 0");
        }
        if (length < 1 || count < 1) {
            throw new Slip("a schedule needs bursts and arrivals, not " + length + " and " + count);
        }
        return total;
    }

    /// The device at `point` when the rates lie end to end.
    private static int pick(double[] rates, double point) {
        int device = 0;
        for (double end = rates[0]; point >= end && device < rates.length - 1; end += rates[device]) {
            device++;
        }
        return device;
    }

    /// The rates of devices that are unequally busy: device d raises 1/(d + 1) as often as device 0.
    /// @param total of all of them, in a second
    public static double[] unequal(int devices, double total) {
        double[] rates = new double[devices];
        Arrays.setAll(rates, device -> 1.0 / (device + 1));
        double sum = Arrays.stream(rates).sum();
        Arrays.setAll(rates, device -> rates[device] * total / sum);
        return rates;
    }

    /// The rates of devices that are equally busy.
    /// @param total of all of them, in a second
    public static double[] equal(int devices, double total) {
        double[] rates = new double[devices];
        Arrays.fill(rates, total / devices);
        return rates;
    }

    public int size() {
        return nanos.length;
    }

    /// The time at which the i-th interrupt arises, from the start.
    public long nanos(int i) {
        return nanos[i];
    }

    /// The device that raises the i-th interrupt.
    public int device(int i) {
        return devices[i];
    }
}
