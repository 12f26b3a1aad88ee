// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;

/// The place where Hadoop runs: in this process, or on what a folder of its configuration names.
final class HadoopSite {
    private static final List<String> FILES =
            List.of("core-site.xml", "hdfs-site.xml", "mapred-site.xml", "yarn-site.xml");

    private HadoopSite() {}

    /// The version of the jars on the class path.
    static String version() {
        return VersionInfo.getVersion();
    }

    /// @param folder what `HADOOP_CONF_DIR` says; without it jobs run in this process, over files in `scratch`
    /// @throws BadInput if the folder has no configuration that names a place
    static HadoopProgram program(MapReduceWorkload workload, Optional<Path> folder, Path scratch) {
        Configuration configuration = new Configuration();
        if (folder.isEmpty()) {
            configuration.set("hadoop.tmp.dir", scratch.toString());
            return new HadoopProgram(workload, configuration, new org.apache.hadoop.fs.Path(scratch.toUri()));
        }
        read(configuration, folder.get());
        try {
            org.apache.hadoop.fs.Path home = FileSystem.get(configuration).getHomeDirectory();
            return new HadoopProgram(workload, configuration, new org.apache.hadoop.fs.Path(home, "duality"));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput(
                    "fs.defaultFS is %s in %s, which cannot be reached: %s; correct core-site.xml, or unset HADOOP_CONF_DIR"
                            .formatted(configuration.get("fs.defaultFS"), folder.get(), first(e)),
                    e);
        }
    }

    /// The first line of what an exception says.
    static String first(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }

    private static void read(Configuration configuration, Path folder) {
        List<Path> files =
                FILES.stream().map(folder::resolve).filter(Files::isReadable).toList();
        if (files.stream().noneMatch(file -> file.endsWith("core-site.xml") || file.endsWith("yarn-site.xml"))) {
            throw new BadInput(
                    "HADOOP_CONF_DIR is %s, which has no core-site.xml and no yarn-site.xml; name Hadoop's folder of these, or unset it to run in this process"
                            .formatted(folder));
        }
        files.forEach(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
        if (files.stream().anyMatch(file -> file.endsWith("yarn-site.xml"))
                && files.stream().noneMatch(file -> file.endsWith("mapred-site.xml"))) {
            configuration.set("mapreduce.framework.name", "yarn");
        }
        try {
            configuration.size(); // they are read only when they are needed
        } catch (RuntimeException e) { // of which parser it comes Hadoop does not promise
            throw new BadInput(
                    "HADOOP_CONF_DIR is %s, of which a file cannot be read: %s; correct it".formatted(folder, first(e)),
                    e);
        }
    }
}
