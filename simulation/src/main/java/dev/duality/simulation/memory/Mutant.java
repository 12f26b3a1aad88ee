// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// The code with one access or fence made weaker.
///
/// @param site which
/// @param weaker how
public record Mutant(Site site, Weaker weaker) {
    @Override
    public String toString() {
        return "%s, %s: %s".formatted(site.name(), site.call(), weaker.label());
    }
}
