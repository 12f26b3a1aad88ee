// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

/// Prints what may come of each structure, sound and weaker.
public final class Outcomes {
    private Outcomes() {}

    /// @param args none
    public static void main(String[] args) {
        for (Example example : Example.values()) {
            System.out.println(example + ": " + example.actors + ".");
            System.out.println("Weaker: " + example.removed + ".");
            System.out.println();
            System.out.println(example.table());
        }
    }
}
