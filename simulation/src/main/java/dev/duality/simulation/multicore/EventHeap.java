// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.Arrays;

/// All that is to happen, in the order of its times; at one time, in the order in which it was added. A heap whose
/// keys lie in arrays, since it is asked several times for each access.
final class EventHeap {
    private static final int WAYS = 4; // children of a place

    private double[] times = new double[256]; // in picoseconds
    private long[] numbers = new long[256]; // in the order in which they were added
    private Object[] events = new Object[256]; // a core that goes on, or a Runnable that happens
    private int count;
    private long added;

    boolean isEmpty() {
        return count == 0;
    }

    /// The time of the first event. There is one.
    double firstTime() {
        return times[0];
    }

    /// Whether the first event is that a core goes on. There is one.
    boolean isFirstOfCore() {
        return events[0] instanceof Core;
    }

    /// Something happens.
    void add(double time, Runnable happens) {
        put(time, happens);
    }

    /// A core goes on.
    void add(double time, Core resumed) {
        put(time, resumed);
    }

    private void put(double time, Object event) {
        if (count == events.length) {
            times = Arrays.copyOf(times, 2 * count);
            numbers = Arrays.copyOf(numbers, 2 * count);
            events = Arrays.copyOf(events, 2 * count);
        }
        long number = added++;
        int place = count++;
        while (place > 0) {
            int above = (place - 1) / WAYS;
            if (times[above] <= time) { // what was there at that time comes first
                break;
            }
            move(above, place);
            place = above;
        }
        set(place, time, number, event);
    }

    private void move(int from, int to) {
        set(to, times[from], numbers[from], events[from]);
    }

    private void set(int place, double time, long number, Object event) {
        times[place] = time;
        numbers[place] = number;
        events[place] = event;
    }

    /// Takes the first event. There is one.
    /// @return the [Core] that goes on, or the [Runnable] that happens
    Object poll() {
        Object first = events[0];
        int last = --count;
        double time = times[last];
        long number = numbers[last];
        Object event = events[last];
        events[last] = null;
        if (last > 0) {
            sink(last, time, number, event);
        }
        return first;
    }

    private void sink(int end, double time, long number, Object event) {
        int place = 0;
        while (true) {
            int child = WAYS * place + 1;
            if (child >= end) {
                break;
            }
            int least = child;
            for (int other = child + 1; other < Math.min(child + WAYS, end); other++) {
                if (isBefore(times[other], numbers[other], least)) {
                    least = other;
                }
            }
            if (isBefore(time, number, least)) {
                break;
            }
            move(least, place);
            place = least;
        }
        set(place, time, number, event);
    }

    private boolean isBefore(double time, long number, int place) {
        return time < times[place] || time == times[place] && number < numbers[place];
    }
}
