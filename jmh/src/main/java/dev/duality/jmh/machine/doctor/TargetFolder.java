// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that will be written to, or that will be made in the nearest folder above that exists.
///
/// @param writable whether it can be written to, or made
/// @param freeBytes that this process may use, `0` if it cannot be told
record TargetFolder(Path folder, boolean writable, long freeBytes) {
    static TargetFolder look(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (existing != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            return new TargetFolder(folder, false, 0);
        }
        try {
            return new TargetFolder(
                    folder,
                    Files.isWritable(existing),
                    Files.getFileStore(existing).getUsableSpace());
        } catch (IOException | SecurityException _) {
            return new TargetFolder(folder, false, 0);
        }
    }
}
