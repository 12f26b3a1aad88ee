// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.scaffold;

import dev.duality.results.folder.Reasons;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/// A project of a user's own that builds and passes its contract test as it is written.
///
/// @param kind what it adds
/// @param name what users will call that: lower-case letters, digits and `-`
public record Project(Kind kind, String name) {
    /// The kind of class that a project adds.
    public enum Kind {
        /// A workload, over all substrates.
        WORKLOAD("dev.duality.workloads.Workload", "ledger", "a ledger", "--workload @name@"),
        /// A transport, under all workloads.
        TRANSPORT(
                "dev.duality.messaging.Transport",
                "turnstile",
                "a turnstile",
                "--workload rpc --on shm:lock,messaging:ring,messaging:@name@");

        private final String service;
        private final String example;
        private final String exampleTitle;
        private final String selection;

        Kind(String service, String example, String exampleTitle, String selection) {
            this.service = service;
            this.example = example;
            this.exampleTitle = exampleTitle;
            this.selection = selection;
        }

        /// The name that a user types, as completion offers it and messages name it.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 40;
    /// The comment in the example's `pom.xml` that is about the example alone.
    private static final Pattern ABOUT_THE_EXAMPLE = Pattern.compile("\\s*<!-- No parent: .*? -->\n", Pattern.DOTALL);

    /// @throws BadInput if the name is none
    public Project {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new BadInput(
                    "NAME is '%s', but must be lower-case letters, digits and - in between, such as my-%s, of at most %d"
                            .formatted(name, kind, LONGEST_NAME));
        }
        if (!SourceVersion.isName(packageOf(name))) {
            throw new BadInput("NAME is '%s', a word of Java's own, but must be the name of a package, too; try my-%s"
                    .formatted(name, name));
        }
    }

    private static String packageOf(String name) {
        return name.replace("-", "");
    }

    /// The name with what it is behind it, unless it says so itself. One that a class of ours has, which the project
    /// imports, gets `My` before it.
    String className() {
        String own = capitalised(name);
        if (!own.contains(capitalised(kind.toString()))) {
            return own + capitalised(kind.toString());
        }
        Pattern imported = Pattern.compile("import .*\\b(?:%s|%1$sTest);".formatted(own));
        return Stream.of("Main.java.template", "Test.java.template")
                        .anyMatch(file -> imported.matcher(template(file)).find())
                ? "My" + own
                : own;
    }

    private static String capitalised(String words) {
        return Arrays.stream(words.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /// Its commands, once it is built: what compares it with its specification or contract, and what measures it.
    /// @param folder where it is, as the user named it
    public Stream<String> commands(String folder) {
        return Stream.of("verify", "run")
                .map(command -> "./duality %s --classpath %s/target/%s.jar %s"
                        .formatted(command, folder, name, filled(kind.selection)));
    }

    /// Its files: their text, by where they stand below its folder.
    SequencedMap<String, String> files(String folder) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", pom());
        String source = "src/%s/java/org/example/" + packageOf(name) + "/" + className() + "%s.java";
        files.put(source.formatted("main", ""), filled(template("Main.java.template")));
        files.put(source.formatted("test", "Test"), filled(template("Test.java.template")));
        files.put("src/main/resources/META-INF/services/" + kind.service, filled("org.example.@package@.@Class@\n"));
        String commands = commands(folder).map(line -> "    " + line + "\n").collect(Collectors.joining());
        files.put("README.md", filled(template("README.md.template").replace("@try@", commands)));
        files.put(".gitignore", "target/\n");
        return files;
    }

    private String pom() {
        return ABOUT_THE_EXAMPLE
                .matcher(template("pom.xml"))
                .replaceFirst("\n")
                .replace("Example: " + kind.exampleTitle, name)
                .replace("<!-- SPDX-License-Identifier: Apache-2.0 -->\n", "")
                .replace(">" + kind.example + "<", ">" + name + "<");
    }

    private String filled(String text) {
        return text.replace("@name@", name).replace("@Class@", className()).replace("@package@", packageOf(name));
    }

    private String template(String file) {
        String resource = kind + "/" + file;
        try (InputStream in = Project.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this jar has no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("this jar is damaged: " + resource, e);
        }
    }

    /// Writes it into a folder that is empty or not there yet.
    /// @throws BadInput if something is there, or it cannot be written; then what was made of it is removed
    public void write(Path folder) {
        Deque<Path> made = new ArrayDeque<>(); // the newest first
        try {
            if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw new BadInput(
                        "%s is there, and nothing is overwritten; give another folder with --out".formatted(folder));
            }
            for (Map.Entry<String, String> file : files(folder.toString()).entrySet()) {
                Path path = folder.resolve(file.getKey());
                makeFolders(path.getParent(), made);
                Files.createFile(path);
                made.push(path);
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            made.forEach(Project::remove);
            throw new BadInput(
                    "%s cannot be written: %s; give another folder with --out".formatted(folder, Reasons.of(e)), e);
        }
    }

    private static void makeFolders(Path folder, Deque<Path> made) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            makeFolders(folder.getParent(), made);
            Files.createDirectory(folder);
            made.push(folder);
        }
    }

    private static void remove(Path made) {
        try {
            Files.deleteIfExists(made);
        } catch (IOException _) {
            // somebody put something into it, or the disk is gone: it stays
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
