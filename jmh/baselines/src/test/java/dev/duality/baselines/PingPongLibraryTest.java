// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PingPongLibraryTest {
    @Test
    void anErrorGoesThroughAndAnExceptionSaysThatCCannotBeCalled() {
        Error error = new StackOverflowError();
        Exception exception = new ClassCastException("long");

        assertSame(error, assertThrows(StackOverflowError.class, () -> PingPongLibrary.broken(error)));
        assertSame(exception, PingPongLibrary.broken(exception).getCause());
    }
}
