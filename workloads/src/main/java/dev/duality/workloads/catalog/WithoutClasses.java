// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A class loader whose registrations lack some classes, so that [java.util.ServiceLoader] does not even load them. All
/// classes come from another loader.
final class WithoutClasses extends ClassLoader {
    private static final String SERVICES = "META-INF/services/";

    private final Set<String> names;

    WithoutClasses(ClassLoader loader, Set<String> names) {
        super(loader);
        this.names = Set.copyOf(names);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> all = super.getResources(name);
        if (!name.startsWith(SERVICES)) {
            return all;
        }
        List<URL> files = Collections.list(all);
        return Collections.enumeration(files.stream().map(this::lacking).toList());
    }

    private URL lacking(URL file) {
        try {
            return URL.of(new URI("lacking", file.toString(), null), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL same) {
                    return new Lacking(file, names);
                }
            });
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(file + " is an address, and not taken as one", e);
        }
    }

    /// A file of registrations, read without some of its lines.
    private static final class Lacking extends URLConnection {
        private final Set<String> names;

        Lacking(URL file, Set<String> names) {
            super(file);
            this.names = names;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            URLConnection whole = url.openConnection();
            whole.setUseCaches(false); // else the jar stays open
            try (InputStream in = whole.getInputStream()) {
                String kept = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line ->
                                !names.contains(line.replaceFirst("#.*", "").strip()))
                        .collect(Collectors.joining("\n"));
                return new ByteArrayInputStream(kept.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
