// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.shm.Payload;
import dev.duality.workloads.Setting;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import dev.duality.workloads.mapreduce.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.SequenceFileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/// The job on Hadoop: a map task for each file of chunks, and one reduce task, so that the output is one file in order.
final class HadoopProgram implements JobProgram {
    private final MapReduceWorkload workload;
    private final Configuration configuration;
    private final Path folder;

    /// @param folder where the text and the output stand meanwhile, in the file system of the configuration
    HadoopProgram(MapReduceWorkload workload, Configuration configuration, Path folder) {
        this.workload = workload;
        this.configuration = configuration;
        this.folder = folder;
    }

    @Override
    public String label() {
        return "engine:hadoop";
    }

    @Override
    public int threads(Setting setting) {
        return setting.workers();
    }

    /// The text is in Hadoop's file system before the clock starts, and the output when it stops.
    @Override
    public Done run(Setting setting) {
        Path own = new Path(folder, UUID.randomUUID().toString());
        Path input = new Path(own, "input");
        Path output = new Path(own, "output");
        try {
            FileSystem files = folder.getFileSystem(configuration);
            try {
                write(workload.text(setting), setting.workers(), input);
                long start = System.nanoTime();
                Job job = job(setting, input, output);
                if (!job.waitForCompletion(false)) {
                    throw new IllegalStateException("Hadoop's job failed: "
                            + job.getStatus()
                                    .getFailureInfo()
                                    .lines()
                                    .findFirst()
                                    .orElse("it does not say why")
                            + (isLocal() ? "" : "; the nodes need Java 25, and their logs say more: yarn logs"));
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                return new Done(seconds, read(files, new Path(output, "part-r-00000")));
            } finally {
                files.delete(own, true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Hadoop's job ran", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Hadoop's jars are not those that this was built with", e);
        }
    }

    private Job job(Setting setting, Path input, Path output) throws IOException {
        Configuration told = new Configuration(configuration);
        JobOutput.tell(told, workload.text(setting).job());
        // Local jobs run one map task at a time, and who waits for a job looks every five seconds, unless told
        // otherwise.
        told.setInt("mapreduce.local.map.tasks.maximum", setting.workers());
        told.setInt("mapreduce.client.completion.pollinterval", 10); // ms
        if (!isLocal()) {
            told.set("tmpjars", jars());
        }
        Job job = Job.getInstance(told, "duality mapreduce");
        job.setJarByClass(HadoopProgram.class);
        job.setInputFormatClass(SequenceFileInputFormat.class);
        FileInputFormat.addInputPath(job, input);
        FileInputFormat.setMinInputSplitSize(job, Long.MAX_VALUE); // a file is one task's
        job.setMapperClass(ChunkMapper.class);
        job.setCombinerClass(CountReducer.class);
        job.setReducerClass(CountReducer.class);
        job.setNumReduceTasks(1);
        job.setOutputKeyClass(org.apache.hadoop.io.Text.class);
        job.setOutputValueClass(LongWritable.class);
        job.setOutputFormatClass(JobOutput.class);
        FileOutputFormat.setOutputPath(job, output);
        return job;
    }

    private boolean isLocal() {
        return configuration.get("mapreduce.framework.name", "local").equals("local");
    }

    /// The jars of ours that tasks on other hosts need beside this one.
    private static String jars() {
        return Stream.of(Text.class, Payload.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().toString())
                .collect(Collectors.joining(","));
    }

    /// Writes the chunks in their order, as many to each file as there are tasks to share them, give or take one.
    private void write(Text text, int tasks, Path input) throws IOException {
        for (int task = 0; task < tasks; task++) {
            int from = (int) ((long) text.chunks() * task / tasks);
            int to = (int) ((long) text.chunks() * (task + 1) / tasks);
            try (SequenceFile.Writer file = SequenceFile.createWriter(
                    configuration,
                    SequenceFile.Writer.file(new Path(input, "chunks-" + task)),
                    SequenceFile.Writer.keyClass(NullWritable.class),
                    SequenceFile.Writer.valueClass(BytesWritable.class),
                    SequenceFile.Writer.compression(SequenceFile.CompressionType.NONE))) {
                for (int chunk = from; chunk < to; chunk++) {
                    byte[] bytes = Arrays.copyOfRange(text.bytes(), text.start(chunk), text.end(chunk));
                    file.append(NullWritable.get(), new BytesWritable(bytes));
                }
            }
        }
    }

    private static byte[] read(FileSystem files, Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = files.open(file)) {
            in.transferTo(all);
        }
        return all.toByteArray();
    }
}
