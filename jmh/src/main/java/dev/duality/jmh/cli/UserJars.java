// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.messaging.Transport;
import dev.duality.shm.structure.Structure;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Registered;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The user's own jars, with workloads, transports and protocols in them.
///
/// @param jars jar files or folders of classes; each is there and can be read
record UserJars(List<Path> jars) {
    /// The name of the loader of user's jars in stack traces.
    private static final String LOADER = "user";

    /// The services that they may register.
    private static final List<Class<?>> SERVICES =
            List.of(Workload.class, Transport.class, ProtocolProvider.class, Structure.class);

    static UserJars of(String classpath) {
        List<Path> jars = new ArrayList<>();
        for (String entry : classpath.split("[,%s]".formatted(File.pathSeparator))) {
            if (!entry.isBlank()) {
                jars.add(checked(path(entry.strip())));
            }
        }
        if (jars.isEmpty() && !classpath.isEmpty()) {
            throw new BadInput(
                    "--classpath names no jar; give one, or several with '%s' between".formatted(File.pathSeparator));
        }
        return new UserJars(jars);
    }

    private static Path path(String entry) {
        try {
            return Path.of(entry);
        } catch (InvalidPathException e) {
            throw new BadInput("--classpath names '%s', which no file can be called".formatted(entry), e);
        }
    }

    private static Path checked(Path jar) {
        if (Files.isDirectory(jar)) {
            return jar.toAbsolutePath();
        }
        if (!Files.exists(jar)) {
            throw new BadInput("--classpath names %s, which does not exist; build it first".formatted(jar));
        }
        if (!Files.isRegularFile(jar)) {
            throw new BadInput("--classpath names %s, which is neither a jar file nor a folder".formatted(jar));
        }
        try (ZipFile _ = new ZipFile(jar.toFile())) {
            return jar.toAbsolutePath();
        } catch (ZipException e) {
            throw new BadInput("--classpath names %s, which is not a jar file: %s".formatted(jar, e.getMessage()), e);
        } catch (IOException e) {
            throw new BadInput("--classpath names %s, which cannot be read: %s".formatted(jar, e.getMessage()), e);
        }
    }

    /// The method of a user's class in which something was thrown, if it was in one.
    static Optional<String> blamed(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(one -> Stream.of(one.getStackTrace()))
                .filter(frame -> LOADER.equals(frame.getClassLoaderName()))
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .findFirst();
    }

    /// Finds our classes and theirs, for this thread and those it starts. Classes of theirs that cannot be made without
    /// harm are left out, in this JVM and by [#forkFlags(List)].
    /// @param told gets a line for each class that is left out
    ClassLoader loader(Consumer<String> told) {
        URL[] urls = jars.stream().map(UserJars::url).toArray(URL[]::new);
        URLClassLoader loader = new URLClassLoader(LOADER, urls, UserJars.class.getClassLoader());
        if (!jars.isEmpty() && SERVICES.stream().noneMatch(service -> loader.findResource(file(service)) != null)) {
            throw new BadInput("--classpath names %s, where nothing is registered: neither %s"
                    .formatted(
                            String.join(", ", jars.stream().map(Path::toString).toList()),
                            SERVICES.stream().map(UserJars::file).collect(Collectors.joining(" nor "))));
        }
        Map<String, String> broken = JarProbe.broken(registered(loader), forkClassPath(), JarProbe.PATIENCE);
        broken.forEach((name, why) -> told.accept("%s of --classpath is left out: %s".formatted(name, why)));
        if (broken.isEmpty()) {
            System.clearProperty(Registered.LEFT_OUT); // of a command before this one
        } else {
            System.setProperty(Registered.LEFT_OUT, String.join(",", broken.keySet()));
        }
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    /// The classes that they register, as long as that can be read; whoever loads them says what is wrong with the
    /// rest.
    private static List<JarProbe.Registration> registered(URLClassLoader loader) {
        List<JarProbe.Registration> classes = new ArrayList<>();
        for (Class<?> service : SERVICES) {
            try {
                for (URL file : Collections.list(loader.findResources(file(service)))) {
                    registered(file).forEach(name -> classes.add(new JarProbe.Registration(service.getName(), name)));
                }
            } catch (IOException _) {
                // said by whoever loads them
            }
        }
        return classes;
    }

    private static List<String> registered(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false); // else the jar stays open
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /// The file that names the classes to be found; a jar that others depend on has none.
    private static String file(Class<?> service) {
        return "META-INF/services/" + service.getName();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(jar + " has no address", e);
        }
    }

    /// JVM flags of a fork, so that it leaves out what this JVM does, behind others.
    static List<String> forkFlags(List<String> others) {
        String leftOut = System.getProperty(Registered.LEFT_OUT, "");
        return leftOut.isEmpty()
                ? others
                : Stream.concat(others.stream(), Stream.of("-D%s=%s".formatted(Registered.LEFT_OUT, leftOut)))
                        .toList();
    }

    /// The class path of a fork: this process's own, and theirs.
    String forkClassPath() {
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        jars.forEach(jar -> path.append(File.pathSeparator).append(jar));
        return path.toString();
    }
}
