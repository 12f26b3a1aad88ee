// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.WrongMethodTypeException;
import org.junit.jupiter.api.Test;

class CLibraryTest {
    private static String linked(String system, Error missing) {
        return CLibrary.linked(
                system,
                "timerfd",
                () -> {
                    if (missing != null) {
                        throw missing;
                    }
                    return "linked";
                },
                reason -> reason);
    }

    @Test
    void whereThereAreNoSuchCallsTheReasonStandsForThem() {
        assertEquals("linked", linked("Linux", null));
        assertEquals("timerfd is Linux's, and this is Windows 11", linked("Windows 11", null));
        assertEquals(
                "the JVM gives no native access (the C library has no x); start it with --enable-native-access=ALL-UNNAMED",
                linked("Linux", new UnsatisfiedLinkError("the C library has no x")));
    }

    @Test
    void aFunctionThatIsNotThereIsNamed() {
        FunctionDescriptor form = FunctionDescriptor.of(JAVA_INT);

        String plain = assertThrows(UnsatisfiedLinkError.class, () -> CLibrary.plain("no_such_function", form))
                .getMessage();

        assertEquals("the C library has no no_such_function", plain);
        assertThrows(UnsatisfiedLinkError.class, () -> CLibrary.handle("no_such_function", form));
    }

    @Test
    void whatACheckHasThrownGoesOnAndACallThatDoesNotFitIsASlipOfOurs() {
        Diagnosis refused = new Diagnosis("the kernel refused open");
        OutOfMemoryError full = new OutOfMemoryError();

        assertSame(refused, CLibrary.thrown("open", refused));
        assertSame(full, assertThrows(OutOfMemoryError.class, () -> CLibrary.thrown("open", full)));
        assertEquals(
                "the call of open does not fit its handle",
                assertThrows(AssertionError.class, () -> CLibrary.thrown("open", new WrongMethodTypeException()))
                        .getMessage());
    }
}
