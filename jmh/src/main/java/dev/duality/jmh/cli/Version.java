// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.Build;
import dev.duality.results.Commit;
import picocli.CommandLine.IVersionProvider;

/// The name of this build.
final class Version implements IVersionProvider {
    private final Build build = Build.ofThisProgram();

    Commit commit() {
        return build.commit();
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "duality %s, commit %s%s, Java %s"
                    .formatted(
                            build.version(),
                            commit().id(),
                            commit().dirty() ? " with changes" : "",
                            System.getProperty("java.version"))
        };
    }
}
