// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

/// The subject that is compared.
///
/// @param name a substrate, or [#SPECIFICATION]
public record Subject(String name, int workers) {
    /// Not a side, but what sides are compared with.
    public static final String SPECIFICATION = "specification";

    static Subject specification(int workers) {
        return new Subject(SPECIFICATION, workers);
    }

    public boolean isSpecification() {
        return name.equals(SPECIFICATION);
    }

    /// As [#parse] reads it.
    String text() {
        return name + "/" + workers;
    }

    static Subject parse(String text) {
        int slash = text.lastIndexOf('/');
        return new Subject(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }
}
