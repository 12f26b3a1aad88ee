// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Classes as users write them, compiled beside ours.
final class UserSources {
    static final String NAME = "public String name() { return \"mine\"; }";

    private UserSources() {}

    /// A class `mine.Mine` that is a workload but for these members.
    static String workload(String members) {
        return """
                package mine;
                import dev.duality.workloads.*;
                public class Mine implements Workload {
                    %s
                    %s
                    public String description() { return "mine"; }
                    public Specification specification(Setting setting) { return null; }
                    %s
                }
                """.formatted(
                        members,
                        members.contains("name()") ? "" : NAME,
                        members.contains("script(")
                                ? ""
                                : "public Script script(Setting s, int w) { return Script.builder().add(0, 0, 0).build(); }");
    }

    /// A class `mine.Good`, a workload with which nothing is wrong.
    static String good() {
        return workload(NAME + " public boolean commutes(Setting setting) { return true; }")
                .replace("class Mine", "class Good")
                .replace("return null;", """
                        return new Specification() {
                            private long sum;
                            public long apply(int kind, long a, long b, dev.duality.shm.Payload payload) { return sum += a + 1; }
                            public long digest() { return sum; }
                        };
                        """);
    }

    /// Compiles a class into the folder `classes` of this one.
    static Path compiled(Path folder, String name, String source) throws IOException {
        return compiled(folder, List.of(Files.writeString(folder.resolve(name + ".java"), source)));
    }

    /// Compiles classes, likewise.
    static Path compiled(Path folder, List<Path> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call());
        }
        return classes;
    }
}
