// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.mapreduce.Job;
import dev.duality.workloads.mapreduce.KeyCounts;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;

/// Maps a chunk: counts its keys, as a worker of ours does, and hands each on with its count.
public final class ChunkMapper extends Mapper<NullWritable, BytesWritable, Text, LongWritable> {
    private final KeyCounts own = new KeyCounts(64);
    private final Text key = new Text();
    private final LongWritable count = new LongWritable();

    @Override
    protected void map(NullWritable none, BytesWritable chunk, Context context)
            throws IOException, InterruptedException {
        Job job = JobOutput.job(context.getConfiguration());
        own.clear();
        own.addAll(job, chunk.getBytes(), 0, chunk.getLength());
        for (int entry = 0; entry < own.size(); entry++) {
            key.set(own.keys(), own.offset(entry), own.length(entry));
            count.set(own.count(entry));
            context.write(key, count);
        }
    }
}
