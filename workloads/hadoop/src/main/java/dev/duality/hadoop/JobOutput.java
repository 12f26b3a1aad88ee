// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.mapreduce.Job;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/// Writes keys and their counts as the workload's job does.
public final class JobOutput extends FileOutputFormat<Text, LongWritable> {
    /// Says to the tasks which job it is.
    static void tell(Configuration configuration, Job job) {
        configuration.set("duality.job", job.name());
    }

    /// The job that it is.
    static Job job(Configuration configuration) {
        return Job.valueOf(configuration.get("duality.job"));
    }

    @Override
    public RecordWriter<Text, LongWritable> getRecordWriter(TaskAttemptContext context) throws IOException {
        Job job = job(context.getConfiguration());
        Path file = getDefaultWorkFile(context, "");
        FSDataOutputStream out = file.getFileSystem(context.getConfiguration()).create(file, false);
        return new RecordWriter<>() {
            @Override
            public void write(Text key, LongWritable count) throws IOException {
                byte[] made = new byte[job.lengthOf(key.getLength(), count.get())];
                job.write(key.getBytes(), 0, key.getLength(), count.get(), made, 0);
                out.write(made);
            }

            @Override
            public void close(TaskAttemptContext ended) throws IOException {
                out.close();
            }
        };
    }
}
