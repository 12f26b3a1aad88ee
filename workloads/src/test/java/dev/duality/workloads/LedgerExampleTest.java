// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.contract.WorkloadContract;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The workload of `examples/ledger`, as a user's jar: compiled from there, packed, and found by its name.
final class LedgerExampleTest implements WorkloadContract {
    private static final Path EXAMPLE = Path.of("..", "examples", "ledger", "src", "main");
    private static final Path SOURCE = EXAMPLE.resolve("java/org/example/ledger/Ledger.java");
    private static final String SERVICE = "META-INF/services/dev.duality.workloads.Workload";

    private static URLClassLoader loader;

    @BeforeAll
    static void jar(@TempDir Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-Xlint:all", "-Werror", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(SOURCE))
                    .call());
        }
        Path jar = folder.resolve("ledger.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(file, out);
            }
            out.putNextEntry(new JarEntry(SERVICE));
            Files.copy(EXAMPLE.resolve("resources").resolve(SERVICE), out);
        }
        URI uri = jar.toUri();
        loader = new URLClassLoader(new URL[] {uri.toURL()}, LedgerExampleTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    private final Workload ledger = Catalog.load(loader).workload("ledger");

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public Workload workload() {
        return ledger;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(Map.of("operations", "600"), Map.of("operations", "600", "accounts", "3"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    @Test
    void hasNoLineOfConcurrency() throws IOException {
        List<String> used = Files.readAllLines(SOURCE).stream()
                .filter(line -> line.startsWith("import "))
                .map(line -> line.substring("import ".length(), line.lastIndexOf('.')))
                .distinct()
                .toList();

        assertEquals(List.of("dev.duality.shm", "dev.duality.workloads", "java.util", "java.util.stream"), used);
        assertTrue(Files.readString(SOURCE)
                .lines()
                .noneMatch(
                        line -> line.contains("synchronized") || line.contains("volatile") || line.contains("Thread")));
    }

    private Optional<String> violation(long total, long balance) {
        Setting setting = Setting.of(ledger, Values.of(ledger, Map.of("accounts", "2")));
        return ledger.violation(
                new FinalState(setting, List.of(), List.of(), 0, (kind, _, _, _) -> kind == 2 ? total : balance));
    }

    @Test
    void moneyThatIsLostIsAViolation() {
        assertEquals(Optional.empty(), violation(200, 100));
        assertEquals(Optional.of("the accounts hold 199, but 200 was paid in"), violation(199, 100));
    }

    @Test
    void anOverdrawnAccountIsAViolation() {
        assertEquals(Optional.of("account 0 is overdrawn"), violation(200, -1));
    }
}
