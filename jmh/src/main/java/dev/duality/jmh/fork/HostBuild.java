// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.Build;
import dev.duality.messaging.mpi.Mpi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The programs that a host runs in a job: they must be the same on all hosts, or two versions speak to each other.
final class HostBuild {
    private HostBuild() {}

    /// In words that two hosts agree in if they run the same; of jars the lengths are compared.
    /// @param classPath of the process on the other host, which may have more than this one
    static String of(String classPath) {
        Build build = Build.ofThisProgram();
        return "duality %s, commit %s%s, jars of %,d bytes, Java %s, %s"
                .formatted(
                        build.version(),
                        build.commit().id(),
                        build.commit().dirty() ? " with changes" : "",
                        jarBytes(classPath),
                        Runtime.version(),
                        Mpi.libraryVersion().orElse("no Open MPI"));
    }

    /// The reason why this process does not take part in a job; empty if it does.
    /// @param first what the first host runs, as it says itself
    static Optional<String> differs(String first) {
        String own = of(System.getProperty("java.class.path"));
        return own.equals(first)
                ? Optional.empty()
                : Optional.of("it has %s, and the first host has %s; put the same on both, at the same paths"
                        .formatted(own, first));
    }

    /// A jar that is lacking, or another one, shows in the sum.
    private static long jarBytes(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .mapToLong(HostBuild::size)
                .sum();
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException _) {
            return 0; // gone meanwhile: lacking
        }
    }
}
