// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs one goal of Spotless in a Maven of its own, and then sees to the paragraphs of comments. The formatter parses
/// with the compiler of the JVM it runs in, and
/// Maven's may be older than our sources; this program is started by the JDK that compiles them.
final class Format {
    private static final String PARSER = "--add-exports=jdk.compiler/com.sun.tools.javac.";

    private Format() {}

    /// @param args what the outer Maven knows, as `name=value`: `maven` (its home), `root` (the project), `repository`,
    ///     `settings` (a file that may be absent), `offline`, and the `goal`
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            given.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        Path maven = Path.of(given.get("maven"));
        Path root = Path.of(given.get("root"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        for (String part : List.of("api", "code", "file", "parser", "tree", "util")) {
            command.add(PARSER + part + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Dclassworlds.conf=" + maven.resolve("bin").resolve("m2.conf"),
                "-Dmaven.home=" + maven,
                "-Dmaven.multiModuleProjectDirectory=" + root,
                "-classpath",
                maven.resolve("boot") + "/*",
                "org.codehaus.plexus.classworlds.launcher.Launcher",
                "--quiet",
                "--batch-mode",
                "--non-recursive",
                "--file=" + root.resolve("pom.xml"),
                "-Dmaven.repo.local=" + given.get("repository"),
                "-Dstyle.color=never"));
        if (Files.exists(Path.of(given.get("settings")))) {
            command.add("--settings=" + given.get("settings"));
        }
        if (Boolean.parseBoolean(given.get("offline"))) {
            command.add("--offline");
        }
        command.add("spotless:" + given.get("goal"));
        int exit = run(command);
        System.exit(exit == 0 ? fill(root, given.get("goal").equals("apply")) : exit);
    }

    /// Does to comments what the formatter leaves undone.
    private static int fill(Path root, boolean mend) throws IOException {
        List<Path> found = Paragraphs.withRemnants(root, mend);
        if (mend || found.isEmpty()) {
            return 0;
        }
        System.out.println(
                "these have lines of fewer than " + Paragraphs.WIDOW
                        + " characters in the middle of a paragraph of a /// comment; run 'mvn -Pformat validate' to fill them:");
        found.forEach(file -> System.out.println("    " + file));
        return 1;
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader()) {
            boolean told = false; // what Spotless advises comes last; then Maven only explains itself
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!told) {
                    System.out.println(line.replace("mvn spotless:apply", "mvn -Pformat validate"));
                }
                told |= line.contains("mvn spotless:apply");
            }
        }
        return process.waitFor();
    }
}
