// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The names that others build against: each jar has one on a module path, and stands in the BOM.
class ModuleNamesTest {
    private static final Path ROOT = Path.of("..", "..");

    /// One of our jars, by its `pom.xml`.
    private record Jar(Path folder, String artifact, String module) {}

    @Test
    void packagesOfAJarStandBelowItsModuleNameAndInNoOtherJar() throws IOException {
        Map<String, Path> owners = new HashMap<>();
        List<Jar> jars = jars();
        assertTrue(jars.size() >= 9, jars::toString);
        for (Jar jar : jars) {
            for (String name : packages(jar.folder)) {
                assertTrue(
                        name.equals(jar.module) || name.startsWith(jar.module + "."),
                        () -> name + " of " + jar.artifact + " does not stand below " + jar.module);
                Path other = owners.put(name, jar.folder);
                assertEquals(null, other, () -> name + " stands in " + other + " and " + jar.folder);
            }
        }
    }

    /// The longest fitting name owns a package: those of the peers stand below those of messaging.
    @Test
    void noTwoJarsHaveOneModuleName() throws IOException {
        List<String> names = jars().stream().map(Jar::module).toList();

        assertEquals(names.size(), names.stream().distinct().count(), names::toString);
        assertFalse(names.contains(""), names::toString);
    }

    @Test
    void theBomHasAllJarsAndKitsInTheVersionOfTheParent() throws IOException {
        Element bom = read(ROOT.resolve("bom/pom.xml"));
        List<String> managed = new ArrayList<>();
        NodeList dependencies = bom.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element one = (Element) dependencies.item(i);
            managed.add(text(one, "artifactId") + (text(one, "type").isEmpty() ? "" : ":" + text(one, "type")));
            assertEquals("${project.version}", text(one, "version"));
        }
        List<String> expected = new ArrayList<>();
        for (Jar jar : jars()) {
            expected.add(jar.artifact);
            if (Files.readString(jar.folder.resolve("pom.xml")).contains("<goal>test-jar</goal>")) {
                expected.add(jar.artifact + ":test-jar");
            }
        }

        assertEquals(new TreeSet<>(expected), new TreeSet<>(managed));
        assertEquals(text(read(ROOT.resolve("pom.xml")), "version"), text(bom, "version"));
    }

    /// Those with the root as their parent.
    private static List<Jar> jars() throws IOException {
        List<Path> poms;
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            poms = files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> Files.isDirectory(file.resolveSibling("src/main/java")))
                    .toList();
        }
        List<Jar> jars = new ArrayList<>();
        for (Path pom : poms) {
            Element project = read(pom);
            if (project.getElementsByTagName("parent").getLength() > 0) {
                jars.add(new Jar(pom.getParent(), artifact(project), text(project, "module.name")));
            }
        }
        return jars;
    }

    private static Set<String> packages(Path module) throws IOException {
        Path sources = module.resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// Its own, not its parent's.
    private static String artifact(Element project) {
        for (int i = 0; i < project.getChildNodes().getLength(); i++) {
            if (project.getChildNodes().item(i).getNodeName().equals("artifactId")) {
                return project.getChildNodes().item(i).getTextContent();
            }
        }
        return "";
    }

    /// The first of that name; empty if there is none.
    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static Element read(Path pom) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + " cannot be read", e);
        }
    }
}
