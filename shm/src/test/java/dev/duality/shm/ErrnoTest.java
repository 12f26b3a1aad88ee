// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    private static final int MOST = 140;
    private static final int TEXT_BYTES = 256;

    @BeforeEach
    void onLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"));
    }

    /// The function gives the texts as they are before they are translated.
    @Test
    @SuppressWarnings("restricted") // tests have native access
    void whatANumberMeansIsWhatTheCLibrarySays() throws Throwable {
        Optional<MethodHandle> texts = CLibrary.linked(
                "Linux",
                "strerrordesc_np",
                () -> Optional.of(CLibrary.plain("strerrordesc_np", FunctionDescriptor.of(ADDRESS, JAVA_INT))),
                _ -> Optional.empty());
        assumeTrue(texts.isPresent(), "a C library before 2.32, or another one than GNU's");
        MethodHandle text = texts.orElseThrow();
        int named = 0;
        for (int number = 1; number < MOST; number++) {
            if (!Errno.text(number).equals("errno " + number)) {
                String said = ((MemorySegment) text.invokeExact(number))
                        .reinterpret(TEXT_BYTES)
                        .getString(0);
                assertEquals("%s (errno %d)".formatted(said, number), Errno.text(number));
                named++;
            }
        }
        assertTrue(named > 20, "only " + named + " have a name");
    }

    @Test
    void aNumberWithoutANameIsToldAsItIs() {
        assertEquals("errno 4711", Errno.text(4711));
    }

    @Test
    void aCallThatIsRefusedIsToldWithWhatItWasAndWhy() {
        Descriptors descriptors = new Descriptors();
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);

            int answer = descriptors.open(Path.of("/no such folder/file"), Descriptors.READ_ONLY, errno);

            assertTrue(answer < 0);
            assertEquals(Errno.ENOENT, errno.number());
            Diagnosis refused = assertThrows(Diagnosis.class, () -> errno.checked("open of a file", answer));
            assertEquals("the kernel refused open of a file: No such file or directory (errno 2)", refused.toString());
        }
    }

    @Test
    void whatIsClosedTwiceIsRefusedUnlessNobodyAsks() {
        Descriptors descriptors = new Descriptors();
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            int opened = errno.checked("open", descriptors.open(Path.of("/"), Descriptors.READ_ONLY, errno));
            descriptors.close(opened, "a folder", errno);
            int none = -1;

            Diagnosis refused = assertThrows(Diagnosis.class, () -> descriptors.close(none, "a folder", errno));

            assertEquals("the kernel refused close of a folder: Bad file descriptor (errno 9)", refused.getMessage());
            descriptors.close(none);
        }
    }
}
