// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import java.io.IOException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/// Adds up what was counted of a key; combines, too, what one map task has counted of it. Hadoop brings the keys in the
/// order of their unsigned bytes, which is that of the output.
public final class CountReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    private final LongWritable sum = new LongWritable();

    @Override
    protected void reduce(Text key, Iterable<LongWritable> counts, Context context)
            throws IOException, InterruptedException {
        long all = 0;
        for (LongWritable count : counts) {
            all += count.get();
        }
        sum.set(all);
        context.write(key, sum);
    }
}
