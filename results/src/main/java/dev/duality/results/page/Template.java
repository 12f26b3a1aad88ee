// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import com.samskivert.mustache.Mustache;
import dev.duality.results.chart.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A file beside this class that shows a page or a part of it, in Mustache: every text that is put into it is escaped,
/// and a name that the data does not have is an error.
final class Template {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(Markup::of)
            .emptyStringIsFalse(true)
            .strictSections(true)
            .withLoader(name -> new StringReader(resource(name + ".html")));

    static final Template PAGE = new Template("page.html");
    static final Template LEAF = new Template("leaf.html");
    static final Template ROW = new Template("row.html");

    private final com.samskivert.mustache.Template template;

    private Template(String name) {
        template = COMPILER.compile(resource(name));
    }

    /// The parts that all pages have.
    ///
    /// @param policy nothing is fetched, and no script runs but ours
    record Frame(String style, String script, String policy) {}

    private static final Frame FRAME = frame();

    private static Frame frame() {
        String script = resource("page.js");
        return new Frame(
                resource("page.css"),
                script,
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '" + digest(script)
                        + "'; base-uri 'none'; form-action 'none'");
    }

    /// @param data a record whose components have the names that are in the file
    String fill(Object data) {
        StringWriter filled = new StringWriter();
        template.execute(data, FRAME, filled);
        return filled.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\r\\n?", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(name), e);
        }
    }

    private static String digest(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
