// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.folder.Reasons;
import dev.duality.shm.Diagnosis;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The modules `results` and `shm` use nothing of one another, and so both have the words for a file that cannot be
/// used. They are the same.
class ReasonsTest {
    /// Texts that the JDK has, and that it might have.
    private static final List<String> TEXTS = List.of(
            "Not a directory",
            "No space left on device",
            "I/O error",
            "Is a directory",
            "/some where/file",
            "UTF-16 is none",
            "x",
            "X",
            "Ä",
            "Ärger",
            "a",
            "",
            " ",
            "\n",
            "1 of 2",
            "two\nlines");

    private static final List<Function<String, IOException>> KINDS = List.of(
            IOException::new,
            EOFException::new,
            FileNotFoundException::new,
            ConnectException::new,
            ZipException::new,
            AccessDeniedException::new,
            NoSuchFileException::new,
            FileAlreadyExistsException::new,
            NotDirectoryException::new,
            DirectoryNotEmptyException::new,
            FileSystemLoopException::new,
            NotLinkException::new,
            FileSystemException::new,
            text -> new FileSystemException("/f", null, text),
            text -> new FileSystemException("/f", "/g", text),
            text -> new FileSystemException(null, null, text),
            text -> new AccessDeniedException("/f", null, text),
            text -> new NoSuchFileException("/f", "/g", text),
            text -> new FileAlreadyExistsException("/f", null, text),
            text -> new IOException(text, new IllegalStateException("beneath")),
            text -> new IOException(text) {
                private static final long serialVersionUID = 1;
            });

    private static Stream<IOException> failures() {
        return Stream.of(
                        KINDS.stream().flatMap(kind -> TEXTS.stream().map(kind)),
                        KINDS.stream().map(kind -> kind.apply(null)),
                        Stream.of(
                                new ClosedChannelException(),
                                new ClosedByInterruptException(),
                                new MalformedInputException(3)))
                .flatMap(failures -> failures);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void bothModulesSayTheSameOfAFailure(IOException failure) {
        assertEquals(Diagnosis.reason(failure), Reasons.of(failure));
    }

    @Test
    void aReasonStandsInTheMiddleOfALine() {
        assertEquals("not a directory", Reasons.of(new FileSystemException("/f", null, "Not a directory")));
        assertEquals("I/O error", Reasons.of(new IOException("I/O error")));
        assertEquals("permission denied", Reasons.of(new AccessDeniedException("/f")));
        assertEquals("no such file", Reasons.of(new NoSuchFileException("/f")));
    }

    @Test
    void whatSaysNothingIsToldByItsClass() {
        assertEquals("java.nio.channels.ClosedChannelException", Reasons.of(new ClosedChannelException()));
    }
}
