// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

/// Room before the fields of a subclass, so that they share neither a line nor a pair of lines with whatever object
/// lies before. What a thread writes all the time stands in a class of its own between two that have nothing but room:
///
/// ```
/// abstract class EndFields extends Padding {
///     long count;
///     boolean open;
/// }
///
/// final class End extends EndFields {
///     private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
///     private final Region region; // may lie anywhere
/// }
/// ```
///
/// Superclasses, because the JVM orders the fields of one class by their size: between two rows of `long` it leaves
/// only what is a `long`, too, and every `int`, `boolean` and reference falls out. Of a superclass it moves no field
/// behind those of a subclass. A test that implements `LayoutContract` names the fields and sees where they lie.
public abstract class Padding {
    @SuppressWarnings("unused")
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

    @SuppressWarnings("unused")
    private int b16; // fills the gap behind the header; otherwise a subclass's field would move there

    /// For subclasses.
    protected Padding() {}
}
