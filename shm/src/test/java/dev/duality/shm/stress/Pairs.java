// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The stress tests and their twins: a twin is a test nested in the test it breaks.
///
/// @param twins of each sound test, at least one
record Pairs(NavigableMap<String, NavigableSet<String>> twins) {
    /// Pairs tests by their names.
    /// @throws IllegalArgumentException if a test has no twin, or a twin has no test, or there is none of them
    static Pairs of(Collection<String> tests) {
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("there are no stress tests");
        }
        NavigableMap<String, NavigableSet<String>> twins = new TreeMap<>();
        for (String test : tests) {
            if (!isNested(test)) {
                twins.put(test, new TreeSet<>());
            }
        }
        for (String test : tests) {
            if (isNested(test)) {
                NavigableSet<String> siblings = twins.get(outer(test));
                if (siblings == null) {
                    throw new IllegalArgumentException(test + " is nested in a class that is no stress test");
                }
                siblings.add(test);
            }
        }
        twins.forEach((test, its) -> {
            if (its.isEmpty()) {
                throw new IllegalArgumentException(
                        test + " has no twin: nest a copy of it that forgets a rule, and must be caught");
            }
        });
        return new Pairs(twins);
    }

    private static String outer(String test) {
        return test.substring(0, test.lastIndexOf('.'));
    }

    /// Names of packages begin with a small letter, names of classes do not.
    private static boolean isNested(String test) {
        String outer = outer(test);
        return Character.isUpperCase(outer.charAt(outer.lastIndexOf('.') + 1));
    }

    /// All sound tests and all twins.
    NavigableSet<String> all() {
        NavigableSet<String> all = new TreeSet<>(twins.keySet());
        twins.values().forEach(all::addAll);
        return all;
    }
}
