// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.results.Commit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The source of which this program was built.
///
/// @param version such as `0.1.0`, or `unknown`
public record Build(String version, Commit commit) {
    /// As Maven has noted it.
    public static Build ofThisProgram() {
        Properties noted = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                noted.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("this jar is damaged", e);
        }
        String id = noted.getProperty("commit", "unknown");
        boolean known = id.matches("[0-9a-f]{7,40}");
        return new Build(
                noted.getProperty("version", "unknown"),
                new Commit(known ? id : "unknown", Boolean.parseBoolean(noted.getProperty("dirty", "false"))));
    }
}
