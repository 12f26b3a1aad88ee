// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

/// Nothing can be drawn: Java finds no fonts to measure texts by.
public final class NoFonts extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoFonts(Throwable cause) {
        super("Java finds no fonts on this machine; install fontconfig and a font, such as DejaVu", cause);
    }
}
