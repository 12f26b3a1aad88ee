// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The files that the page is made of: ours beside this class, and ECharts from its jar.
final class Template {
    /// The version in the root `pom.xml`.
    static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final int DELETE = 0x7f; // and beyond it there is no ASCII

    /// The only end that a script in a page has.
    private static final Pattern END = Pattern.compile("</(?=script)", Pattern.CASE_INSENSITIVE);

    private static final Template PAGE = new Template();

    private final String html = resource("page.html");
    private final String style = resource("page.css");
    private final String echarts = script(resource(ECHARTS));
    private final String script = script(resource("page.js"));

    /// Nothing is fetched, and no script runs but these two.
    private final String policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '"
            + digest(echarts) + "' '" + digest(script) + "'; base-uri 'none'; form-action 'none'";

    private Template() {}

    /// @param title text
    /// @param body markup
    /// @param data JSON
    static String fill(String title, String body, String data) {
        Map<String, String> parts = Map.of(
                "policy", PAGE.policy,
                "title", title,
                "style", PAGE.style,
                "body", body,
                "data", data,
                "echarts", PAGE.echarts,
                "script", PAGE.script);
        // in one pass: what is put in is not looked at again
        StringBuilder page = new StringBuilder();
        int from = 0;
        for (MatchResult place : PLACE.matcher(PAGE.html).results().toList()) {
            page.append(PAGE.html, from, place.start()).append(parts.get(place.group(1)));
            from = place.end();
        }
        return page.append(PAGE.html, from, PAGE.html.length()).toString();
    }

    /// Of the same meaning, in ASCII, and without anything that would end it early. Characters beyond ASCII stand in
    /// strings and patterns only.
    private static String script(String source) {
        StringBuilder ascii = new StringBuilder();
        source.replace('\t', ' ').chars().forEach(c -> {
            if (c == '\n' || c >= ' ' && c < DELETE) {
                ascii.append((char) c);
            } else {
                ascii.append("\\u%04x".formatted(c));
            }
        });
        return END.matcher(ascii).replaceAll("<\\\\/");
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
