// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherMainTest {
    private static final int OF_JAVA_8 = 52;

    @ParameterizedTest
    @CsvSource({"1.8, 8", "9, 9", "17, 17", "25, 25", "26.1, 26"})
    void aVersionIsReadAsItsJavaWritesIt(String version, int feature) {
        assertEquals(feature, LauncherMain.feature(version));
    }

    @Test
    void itIsCompiledForJava8() throws IOException {
        try (InputStream in = LauncherMain.class.getResourceAsStream("LauncherMain.class");
                DataInputStream data = new DataInputStream(in)) {
            data.readInt(); // the magic number
            data.readUnsignedShort(); // the minor version
            assertEquals(OF_JAVA_8, data.readUnsignedShort());
        }
    }

    /// An older JDK is installed beside ours.
    @Test
    void anOldJavaReadsOneLineThatSaysWhatIsNeeded() throws IOException, InterruptedException {
        Path beside = Path.of(System.getProperty("java.home")).getParent();
        List<Path> old;
        try (Stream<Path> homes = Files.list(beside)) {
            old = homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> home.getFileName().toString().matches(".*\\b(8|11|17|21)\\b.*"))
                    .toList();
        }
        Assumptions.assumeFalse(old.isEmpty(), "no older JDK is installed beside " + beside);
        Path classes = Path.of(LauncherMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());

        Process process = new ProcessBuilder(
                        old.getFirst().resolve("bin/java").toString(),
                        "-cp",
                        classes.toString(),
                        LauncherMain.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(3, process.waitFor());
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("JDK 25 or later is needed"), said);
    }
}
