// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// A failure that this project has found itself, such as a message that was lost: its message is a whole sentence, and
/// it is told without the name of its class, which only means something where the exception is somebody else's.
///
/// What the caller asked for and cannot have is a [Slip], and a file that cannot be used is a [FileUnusable]; both are
/// told in the same way.
public class Diagnosis extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public Diagnosis(String sentence) {
        super(sentence);
    }

    public Diagnosis(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// The words of a throwable: its message, or its class where it has none.
    public static String said(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.toString() : message;
    }

    /// The words for the end of a sentence that has named the file: the JDK's message about one is often just the path.
    ///
    /// The module `results`, which uses nothing of ours, has the same in its `Reasons`; `ReasonsTest` holds both equal.
    public static String reason(IOException thrown) {
        return switch (thrown) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case FileAlreadyExistsException file -> file.getFile() + " exists and is not a folder";
            case FileSystemException file when file.getReason() != null -> lower(file.getReason());
            default -> lower(said(thrown));
        };
    }

    /// `Not a directory` and the like in the middle of a sentence; `I/O error` stays as it is.
    private static String lower(String reason) {
        return reason.length() > 1 && Character.isLowerCase(reason.charAt(1))
                ? Character.toLowerCase(reason.charAt(0)) + reason.substring(1)
                : reason;
    }

    /// The sentence alone.
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is what is left out
    public String toString() {
        return String.valueOf(getMessage());
    }
}
