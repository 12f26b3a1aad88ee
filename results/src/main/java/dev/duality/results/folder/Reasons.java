// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says in words why a file could not be used: the JDK's own messages are often just the path.
public final class Reasons {
    private Reasons() {}

    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file";
            case FileAlreadyExistsException file -> file.getFile() + " exists and is not a folder";
            case FileSystemException file when file.getReason() != null -> lower(file.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : lower(e.getMessage());
        };
    }

    /// `Not a directory` and the like, in the middle of a line of ours.
    private static String lower(String reason) {
        return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
    }
}
