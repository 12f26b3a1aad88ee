// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;

/// Starts HDFS and YARN, one node of each, and runs jobs there, as `HADOOP_CONF_DIR` would have it.
final class ClusterJobMain {
    private static final Pattern OURS = Pattern.compile("(duality-[a-z-]+-[^/]+|hadoop)[.]jar$");

    private ClusterJobMain() {}

    /// @param args a folder for all files
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        System.setProperty("test.build.data", folder.toString());
        Configuration asked = new Configuration();
        asked.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
        asked.setInt("yarn.scheduler.minimum-allocation-mb", 256);
        try (MiniDFSCluster files = new MiniDFSCluster.Builder(
                                asked, folder.resolve("hdfs").toFile())
                        .numDataNodes(1)
                        .build();
                MiniMRYarnCluster nodes = new MiniMRYarnCluster("duality", 1)) {
            files.waitActive();
            asked.set("fs.defaultFS", files.getURI().toString());
            nodes.init(asked);
            nodes.start();
            jobs(site(nodes.getConfig(), folder), folder);
        }
        System.exit(0); // a server's threads may stay
    }

    /// Writes what an installed cluster has in its configuration: its nodes have Hadoop, and ours comes with the job.
    private static Path site(Configuration cluster, Path folder) throws IOException {
        Configuration site = new Configuration(cluster);
        String installed = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !OURS.matcher(path).find())
                .collect(Collectors.joining(","));
        site.set("mapreduce.application.classpath", installed);
        site.set("yarn.application.classpath", installed);
        site.unset("yarn.is.minicluster");
        Path conf = Files.createDirectories(folder.resolve("conf"));
        try (OutputStream out = Files.newOutputStream(conf.resolve("core-site.xml"))) {
            site.writeXml(out);
        }
        return conf;
    }

    private static void jobs(Path conf, Path folder) throws Exception {
        MapReduceWorkload workload = new MapReduceWorkload();
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        JobProgram hadoop = HadoopSite.program(workload, Optional.of(conf), scratch);
        for (String job : new String[] {"wordcount", "sort"}) {
            Setting setting = Setting.of(workload, Values.of(workload, Map.of("job", job, "operations", "40")))
                    .withWorkers(2);
            byte[] expected = OwnPrograms.plain(workload).run(setting).output();
            byte[] got = hadoop.run(setting).output();
            System.out.println(job + ": "
                    + (Arrays.equals(expected, got) ? "the same, " : "another, ")
                    + (got.length > 0 ? "not empty" : "empty"));
        }
        Configuration site = new Configuration(false);
        site.addResource(
                new org.apache.hadoop.fs.Path(conf.resolve("core-site.xml").toUri()));
        try (YarnClient client = YarnClient.createYarnClient();
                FileSystem files = FileSystem.get(site)) {
            client.init(site);
            client.start();
            for (ApplicationReport one : client.getApplications()) {
                System.out.println(
                        one.getName() + ": " + one.getApplicationType() + ", " + one.getFinalApplicationStatus());
            }
            System.out.println("left in HDFS: "
                    + files.listStatus(new org.apache.hadoop.fs.Path(files.getHomeDirectory(), "duality")).length);
        }
    }
}
