// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Jar;
import dev.duality.results.folder.RunFolder;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run says which jar of the user's it is of.
class JarHashesTest {
    /// That of `abc`, of FIPS 180's examples.
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void aJarIsKnownByItsHash() throws IOException {
        Path jar = Files.writeString(folder.resolve("x.jar"), "abc");

        assertEquals(List.of(new Jar("x.jar", 3, ABC, false)), JarHashes.of(new UserJars(List.of(jar))));
    }

    /// Computed by `find -L . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`.
    @Test
    void aFolderIsKnownByTheHashOfTheLinesOfSha256sum() throws IOException {
        Files.createDirectories(folder.resolve("classes/a"));
        Files.createDirectories(folder.resolve("classes/b"));
        Files.writeString(folder.resolve("classes/b/x"), "abc");
        Files.writeString(folder.resolve("classes/a/ü"), "");
        Files.writeString(folder.resolve("classes/a-b"), "12");

        assertEquals(
                List.of(new Jar(
                        "classes/", 5, "d2c2eeaf9ce94db7f5d636ffa8579dafdf7e34ce5bdf8c016507538eadb6658d", false)),
                JarHashes.of(new UserJars(List.of(folder.resolve("classes")))));
    }

    /// As the JVM, which loads classes from it.
    @Test
    void aLinkToAFolderIsGoneThrough() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(classes.resolve("x"), "abc");
        Files.createSymbolicLink(folder.resolve("link"), classes);
        Files.createSymbolicLink(classes.resolve("y"), classes.resolve("x"));
        Jar direct = JarHashes.of(new UserJars(List.of(classes))).getFirst();
        Jar linked = JarHashes.of(new UserJars(List.of(folder.resolve("link")))).getFirst();

        assertEquals(6, direct.bytes());
        assertEquals(new Jar("link/", 6, direct.sha256(), false), linked);
    }

    @Test
    void aJarThatIsGoneIsRefused() {
        UserJars jars = new UserJars(List.of(folder.resolve("x.jar")));

        String said = assertThrows(BadInput.class, () -> JarHashes.of(jars)).getMessage();

        assertTrue(said.startsWith("--classpath names " + folder.resolve("x.jar") + ", which cannot be read"), said);
    }

    /// Measured once with its jar as it is, and once with another one under its name when the run ended.
    @Test
    void aRunKeepsAndShowsTheHashAndThatTheJarChanged() throws IOException {
        Path jar = jar();
        Path out = folder.resolve("run");

        TypedCommands.Done done = TypedCommands.duality(
                ("run --workload mine --on shm:lock --workers 1 --window 1 --forks 1 --rate 0 --budget 1s --classpath "
                                + jar + " --out " + out)
                        .split(" "));
        List<Jar> kept = RunFolder.open(out).run().jars();

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertEquals(JarHashes.of(new UserJars(List.of(jar))), kept);
        assertTrue(done.out().contains("jars     mine.jar, "), done.out());
        assertTrue(done.out().replaceAll("\\s+", " ").contains(kept.getFirst().sha256()), done.out());

        Path gates = folder.resolve("gates");
        TypedCommands.Done reproduced = TypedCommands.duality("reproduce", "--run", out.toString());
        assertTrue(
                reproduced.out().startsWith("measured with " + kept.getFirst().text()), reproduced.out());

        RunFolder other = RunFolder.create(gates, RunFolder.open(out).run().withPlan(List.of()));
        UserJars jars = new UserJars(List.of(jar));
        assertEquals("", JarHashes.keepChanged(other, jars));
        Files.writeString(jar, "another");
        assertAll(
                () -> assertEquals("mine.jar", JarHashes.keepChanged(other, jars)),
                () -> assertEquals(
                        List.of(kept.getFirst().asChanged()), other.run().jars()),
                () -> assertEquals(other.run(), RunFolder.open(gates).run()));
    }

    private Path jar() throws IOException {
        Path classes = UserSources.compiled(folder, "Good", UserSources.good());
        Path jar = folder.resolve("mine.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/dev.duality.workloads.Workload"));
            out.write("mine.Good".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
