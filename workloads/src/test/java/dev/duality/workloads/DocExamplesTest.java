// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Examples in doc comments compile, all of them, in all modules; so do the classes in `docs/*.md`, and what else is
/// Java there stands in the project that the page goes through.
///
/// An example may leave out what a reader knows: [#GIVEN] says for each file what its examples are given.
class DocExamplesTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> EXAMPLES =
            List.of(ROOT.resolve("examples/turnstile/src/main/java"), ROOT.resolve("examples/ledger/src/main/java"));

    private static final String IMPORTS = List.of(
                    "dev.duality.shm",
                    "dev.duality.shm.contract",
                    "dev.duality.shm.history",
                    "dev.duality.shm.lock",
                    "dev.duality.shm.mailbox",
                    "dev.duality.shm.structure",
                    "dev.duality.messaging",
                    "dev.duality.messaging.contract",
                    "dev.duality.workloads",
                    "java.util",
                    "org.example.turnstile")
            .stream()
            .map(each -> "import " + each + ".*;\n")
            .collect(Collectors.joining());

    /// The members that the examples of a file presume of the class around them.
    private static final Map<String, String> GIVEN = Map.ofEntries(
            Map.entry("shm/package-info", "int parties;"),
            Map.entry(
                    "Mailbox",
                    "static final int ADD = 0; Region region; long offset; Procedure state; Payload payload;"),
            Map.entry("PollLoop", "Mailbox mailbox; Procedure state; WaitStrategy[] waits; WaitStrategy wait;"),
            Map.entry("Region", "Region region; long value; long full;"),
            Map.entry("CommonMemory", "java.nio.file.Path folder; Side side; Setting setting;"),
            Map.entry("Parameter", "static class Accounts extends Given { Accounts(int number) {} }"),
            Map.entry(
                    "Script", "static final int DEPOSIT = 0; static final int BALANCE = 1; static final int NOTE = 2;"),
            Map.entry("Caller", "static final int ADD = 0; Setting setting; Caller caller;"),
            Map.entry(
                    "SharedSide",
                    "static class WordKernel extends GivenKernel { WordKernel(Setting s, Region r, long w) {} }"),
            Map.entry("Workload", "static class Total extends Given {}"),
            Map.entry("Kernel", "static final int ADD = 0; Side side; Setting setting;"),
            Map.entry("Side", "static class WordSide extends GivenSide {}"),
            Map.entry("Channel", "static final int ADD = 0; Channel channel; long sequence; long total;"),
            Map.entry(
                    "CreditLimiter",
                    "interface Bytes { boolean send(byte[] bytes); } Bytes carrier; byte[] bytes; ChannelSpec spec;"
                            + " int received;"),
            Map.entry(
                    "Message",
                    "static final int READ = 0; Channel.Sender sender; long sequence; long file; long block;"),
            Map.entry(
                    "Transport",
                    "static class TurnstileChannel extends GivenChannel { TurnstileChannel(ChannelSpec s) {} }"));

    /// Types that do nothing, for [#GIVEN] to extend.
    private static final String NOTHING = """
            class Given implements Specification {
                public long apply(int kind, long a, long b, Payload payload) { return 0; }
                public long digest() { return 0; }
            }
            class GivenKernel implements Kernel {
                public void start(java.util.concurrent.ThreadFactory factory) {}
                public Caller caller(int worker) { return null; }
                public long digest() { return 0; }
                public Map<String, Long> counts() { return Map.of(); }
                public void close() {}
            }
            class GivenSide extends SharedSide {
                GivenSide() { super("given", "given"); }
                public Kernel open(Setting setting) { return null; }
            }
            class GivenChannel implements Channel {
                public Sender sender() { return null; }
                public Receiver receiver() { return null; }
                public void close() {}
            }
            """;

    private static final Pattern TYPE =
            Pattern.compile("((public|final|abstract|sealed) )*(class|interface|record|enum) .*");
    private static final Pattern MEMBER = Pattern.compile("(@|public |private |protected |static ).*");
    private static final String FENCE = "/// ``" + "`";
    private static final Pattern IN_COMMENT = Pattern.compile("^ *///? ?");

    /// @param file from the root of the project
    /// @param line where it begins, from 1
    private record Example(String file, int line, String text) {
        String given() {
            return GIVEN.entrySet().stream()
                    .filter(each -> file.endsWith("/" + each.getKey() + ".java"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }

        boolean isType() {
            return TYPE.matcher(first()).matches();
        }

        private String first() {
            return text.lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("")
                    .strip();
        }

        /// A whole source file.
        String source() {
            if (isType() || MEMBER.matcher(first()).matches()) {
                return IMPORTS + NOTHING + "class Around {" + given() + "\n"
                        + text.replaceAll("(?m)^(public )?(final )?class", "static class") + "}\n";
            }
            return IMPORTS + NOTHING + "class Around {" + given() + "\nObject example() throws Exception {\n" + text
                    + "return null;\n}}\n";
        }
    }

    @TestFactory
    Stream<DynamicTest> examplesOfDocCommentsCompile() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path file : files("java")) {
            examples.addAll(fenced(file));
        }
        assertTrue(examples.size() >= 15, () -> "only these were found: " + examples);
        return examples.stream()
                .map(example -> dynamicTest(
                        example.file + ":" + example.line,
                        () -> assertEquals(List.of(), complaints(example.source()))));
    }

    @Test
    void whatIsGivenIsGivenToAnExample() throws IOException {
        Set<String> unused = new TreeSet<>(GIVEN.keySet());
        for (Path file : files("java")) {
            for (Example example : fenced(file)) {
                unused.removeIf(name -> example.file.endsWith("/" + name + ".java"));
            }
        }

        assertEquals(Set.of(), unused);
    }

    @TestFactory
    Stream<DynamicTest> classesOfPagesCompileAndTheirOtherLinesStandInTheExample() throws IOException {
        Map<String, String> built =
                Map.of("docs/workload.md", "examples/ledger", "docs/transport.md", "examples/turnstile");
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files("md")) {
            for (Example example : indented(file)) {
                String place = example.file + ":" + example.line;
                if (example.isType()) {
                    tests.add(dynamicTest(place, () -> assertEquals(List.of(), complaints(example.source()))));
                } else if (built.containsKey(example.file)) {
                    tests.add(dynamicTest(
                            place, () -> assertEquals(List.of(), missing(example, built.get(example.file)))));
                }
            }
        }
        assertTrue(tests.size() >= 5, () -> "only these were found: " + tests);
        return tests.stream();
    }

    @Test
    void whatDoesNotCompileIsFound(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("Wrong.java"),
                FENCE + "java\n/// Region region = Region.allocate(64).resize(128);\n" + FENCE + "\n");

        List<String> complaints = complaints(fenced(file).getFirst().source());

        assertEquals(1, complaints.size());
        assertTrue(complaints.getFirst().contains("resize"), complaints::toString);
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith("." + ending))
                    .filter(file -> Stream.of("/target/", "/.git/", "/runs/")
                            .noneMatch(("/" + ROOT.relativize(file))::contains))
                    .filter(file -> ending.equals("java") || file.startsWith(ROOT.resolve("docs")))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.startsWith(ROOT) ? ROOT.relativize(file).toString() : file.toString();
    }

    /// Blocks between two fences in doc comments.
    private static List<Example> fenced(Path file) throws IOException {
        List<Example> found = new ArrayList<>();
        StringBuilder text = null;
        int begin = 0;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String bare = IN_COMMENT.matcher(line).replaceFirst("");
            if (!line.strip().startsWith("///")) {
                text = null;
            } else if (bare.equals("```java")) {
                text = new StringBuilder();
                begin = number + 1;
            } else if (bare.equals("```") && text != null) {
                found.add(new Example(name(file), begin, text.toString()));
                text = null;
            } else if (text != null) {
                text.append(bare).append('\n');
            }
        }
        return found;
    }

    /// Blocks of a page that are four columns in and look like Java.
    private static List<Example> indented(Path file) throws IOException {
        List<Example> found = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String line : Stream.concat(Files.readAllLines(file).stream(), Stream.of("end"))
                .toList()) {
            number++;
            if (line.startsWith("    ") || line.isBlank() && !text.isEmpty()) {
                text.append(line.isBlank() ? "" : line.substring(4)).append('\n');
                continue;
            }
            Example example = new Example(
                    name(file), number - (int) text.toString().lines().count(), text.toString());
            if (example.isType() || text.toString().lines().anyMatch(each -> each.matches("[A-Za-z@].*[;{]"))) {
                found.add(example);
            }
            text.setLength(0);
        }
        return found;
    }

    /// The lines of an example that no source of a project has.
    private static List<String> missing(Example example, String project) throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(ROOT.resolve(project).resolve("src"))) {
            there = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> lines(file).map(String::strip))
                    .collect(Collectors.toSet());
        }
        return example.text
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !there.contains(line))
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> complaints(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Around.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-proc:none",
                "-implicit:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-sourcepath",
                EXAMPLES.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "-Xlint:-options");
        StringWriter out = new StringWriter();
        try (var files = compiler.getStandardFileManager(heard, Locale.ROOT, StandardCharsets.UTF_8)) {
            ((JavacTask) compiler.getTask(out, files, heard, options, null, List.of(file)))
                    .analyze(); // and writes nothing
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return heard.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
    }
}
