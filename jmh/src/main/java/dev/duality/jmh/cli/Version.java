// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.Commit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The name of this build.
final class Version implements IVersionProvider {
    private final Properties build = new Properties();

    Version() {
        try (InputStream in = Version.class.getResourceAsStream("/dev/duality/jmh/build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("this jar is damaged", e);
        }
    }

    Commit commit() {
        String id = build.getProperty("commit", "unknown");
        boolean known = id.matches("[0-9a-f]{7,40}");
        return new Commit(known ? id : "unknown", Boolean.parseBoolean(build.getProperty("dirty", "false")));
    }

    @Override
    public String[] getVersion() {
        Commit commit = commit();
        return new String[] {
            "duality %s, commit %s%s, Java %s"
                    .formatted(
                            build.getProperty("version", "unknown"),
                            commit.id(),
                            commit.dirty() ? " with changes" : "",
                            System.getProperty("java.version"))
        };
    }
}
