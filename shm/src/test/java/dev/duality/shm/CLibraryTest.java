// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.WrongMethodTypeException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CLibraryTest {
    private static final String NO_LIBRARY = "libnone.so.0";

    private static String linked(String system, Supplier<String> link) {
        return CLibrary.linked(system, "timerfd", link, reason -> reason);
    }

    @Test
    void whatCanBeLinkedIsLinkedOnLinuxAlone() {
        assertEquals("linked", linked("Linux", () -> "linked"));
        assertEquals("timerfd is Linux's, and this is Windows 11", linked("Windows 11", () -> "linked"));
    }

    @Test
    void whereThereIsNoSuchFunctionTheReasonNamesIt() {
        assertEquals(
                "timerfd is not here: the C library has no no_such_function",
                linked(
                        "Linux",
                        () -> CLibrary.symbol("no_such_function", NO_LIBRARY).toString()));
    }

    @Test
    void whereTheJvmGivesNoAccessTheReasonSaysHowItIsGiven() {
        assertEquals(
                "timerfd needs native access, and the JVM gives none (of the unnamed module); start it with"
                        + " --enable-native-access=ALL-UNNAMED",
                linked("Linux", () -> {
                    throw new IllegalCallerException("of the unnamed module");
                }));
    }

    @Test
    void whereTheJvmHasNoNativeCallsTheReasonSaysSo() {
        assertEquals(
                "timerfd needs native calls, and this JVM has none (java.lang.UnsupportedOperationException)",
                linked("Linux", () -> {
                    throw new UnsupportedOperationException();
                }));
    }

    @Test
    void aFunctionOfAnotherLibraryIsFoundThere() {
        assumeTrue(System.getProperty("os.name").equals("Linux"));

        assertThrows(UnsatisfiedLinkError.class, () -> CLibrary.symbol("JNI_CreateJavaVM", NO_LIBRARY));
        assertNotEquals(0, CLibrary.symbol("JNI_CreateJavaVM", jvm()).address());
    }

    /// The one library that is sure to be here.
    private static String jvm() {
        return Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so")
                .toString();
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
