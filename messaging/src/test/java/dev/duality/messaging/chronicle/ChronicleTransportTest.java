// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.TransportContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new ChronicleTransport();
    }

    @Test
    void withoutItsJarsItIsUnavailableAndSaysWhy() {
        Optional<String> why = ChronicleTransport.unavailable(
                ClassLoader.getPlatformClassLoader(), getClass().getModule(), Path.of("."));
        assertEquals(Optional.of("Chronicle Queue is not on the class path; add net.openhft:chronicle-queue"), why);
    }

    @Test
    void withoutTheFlagsItIsUnavailableAndSaysWhich() {
        Module closedOut = ModuleLayer.boot().findModule("java.logging").orElseThrow();
        Optional<String> why = ChronicleTransport.unavailable(getClass().getClassLoader(), closedOut, Path.of("."));
        assertEquals(
                Optional.of("this JVM was started without --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
                        + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED; add it, or start by ./duality"),
                why);
    }

    @Test
    void whereItCannotWriteItIsUnavailableAndSaysWhere(@TempDir Path directory) {
        Path missing = directory.resolve("missing");
        assertEquals(
                Optional.of("cannot write files in " + missing + "; give another directory"),
                ChronicleTransport.unavailable(
                        getClass().getClassLoader(), getClass().getModule(), missing));
        TransportOptions options = new TransportOptions(Optional.of(missing));
        String why = assertThrows(IllegalStateException.class, () -> transport().start(options))
                .getMessage();
        assertEquals("chronicle cannot be used: cannot write files in " + missing + "; give another directory", why);
    }

    @Test
    void itCanBeListedWhereItsJarsAreMissing() throws IOException, InterruptedException {
        List<String> without = Child.classPath().stream()
                .filter(entry -> !entry.contains("openhft"))
                .toList();
        assertTrue(without.size() < Child.classPath().size());
        Child child = Child.run(List.of(), without, Lister.class);
        assertEquals(0, child.status(), child.output());
        assertTrue(child.output().contains("chronicle: Chronicle Queue: appended"), child.output());
        assertTrue(child.output().contains("is not on the class path"), child.output());
        assertFalse(child.output().contains("Exception"), child.output());
    }

    @Test
    void itCanBeListedWithoutTheFlagsAndLoadsNothingOfChronicle() throws IOException, InterruptedException {
        Child child = Child.run(List.of("-Xlog:class+load"), Child.classPath(), Lister.class);
        assertEquals(0, child.status(), child.output());
        assertTrue(child.output().contains("this JVM was started without --add-opens"), child.output());
        assertFalse(child.output().contains("net.openhft"), "a class of Chronicle's was loaded");
    }

    @Test
    void itNeverCallsHome() {
        System.setProperty("chronicle.analytics.disable", "false");
        transport().start(TransportOptions.defaults()).close();
        assertEquals("true", System.getProperty("chronicle.analytics.disable"));
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }
}
