// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.Jar;
import dev.duality.results.folder.RunFolder;
import dev.duality.workloads.BadInput;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells the user's jars by what is in them, so that others can see whether theirs is the one that was measured.
final class JarHashes {
    /// The most files of a folder of classes; one that has more is no such folder.
    private static final int MOST_FILES = 100_000;

    private JarHashes() {}

    /// @throws BadInput if one cannot be read
    static List<Jar> of(UserJars jars) {
        return jars.jars().stream().map(JarHashes::of).toList();
    }

    /// Keeps it in the run, if a jar is not what it was when the run began: each fork opens it anew.
    /// @return the names of those, with commas between; empty if there are none
    static String keepChanged(RunFolder folder, UserJars jars) {
        List<Jar> then = folder.run().jars();
        Set<Jar> others = new HashSet<>();
        for (int i = 0; i < then.size(); i++) {
            if (!isStill(then.get(i), jars.jars().get(i))) {
                others.add(then.get(i));
            }
        }
        if (!others.isEmpty()) {
            folder.changed(others);
        }
        return then.stream().filter(others::contains).map(Jar::name).collect(Collectors.joining(", "));
    }

    private static boolean isStill(Jar then, Path jar) {
        try {
            return of(jar).equals(then);
        } catch (BadInput _) {
            return false; // it is gone
        }
    }

    private static Jar of(Path jar) {
        try {
            return Files.isDirectory(jar) ? folder(jar) : file(jar);
        } catch (IOException | UncheckedIOException e) { // the latter of a walk
            throw new BadInput("--classpath names %s, which cannot be read: %s".formatted(jar, e.getMessage()), e);
        }
    }

    private static Jar file(Path jar) throws IOException {
        return new Jar(jar.getFileName().toString(), Files.size(jar), hash(jar), false);
    }

    /// By what `find -L . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum` says in it.
    private static Jar folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files = all.filter(Files::isRegularFile).limit(MOST_FILES + 1L).toList();
        }
        if (files.size() > MOST_FILES) {
            throw new BadInput("--classpath names %s, where more than %,d files are; give a jar, or a folder of classes"
                    .formatted(folder, MOST_FILES));
        }
        SortedMap<byte[], Path> byName = new TreeMap<>(Arrays::compareUnsigned); // as sort does in the locale C
        for (Path file : files) {
            String name = "./" + folder.relativize(file).toString().replace(File.separatorChar, '/');
            byName.put(name.getBytes(StandardCharsets.UTF_8), file);
        }
        MessageDigest lines = sha256();
        long bytes = 0;
        for (Map.Entry<byte[], Path> file : byName.entrySet()) {
            bytes += Files.size(file.getValue());
            lines.update((hash(file.getValue()) + "  ").getBytes(StandardCharsets.US_ASCII));
            lines.update(file.getKey());
            lines.update((byte) '\n');
        }
        Path name = folder.normalize().getFileName();
        return new Jar((name == null ? "" : name) + "/", bytes, HexFormat.of().formatHex(lines.digest()), false);
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] some = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                digest.update(some, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
