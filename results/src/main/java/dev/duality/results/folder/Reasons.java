// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says in words why a file could not be used: the JDK's own messages are often just the path.
///
/// This module uses no other, so that it has in words of its own what `Diagnosis.reason` of `shm` says; `ReasonsTest`
/// holds both equal.
public final class Reasons {
    private Reasons() {}

    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case NoSuchFileException _ -> "no such file";
            case FileAlreadyExistsException file -> file.getFile() + " exists and is not a folder";
            case FileSystemException file when file.getReason() != null -> lower(file.getReason());
            default -> lower(said(e));
        };
    }

    private static String said(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.toString() : message;
    }

    /// `Not a directory` and the like, in the middle of a line of ours; `I/O error` stays as it is.
    private static String lower(String reason) {
        return reason.length() > 1 && Character.isLowerCase(reason.charAt(1))
                ? Character.toLowerCase(reason.charAt(0)) + reason.substring(1)
                : reason;
    }
}
