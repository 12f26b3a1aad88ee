// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// Times of whole batches of dependent operations, divided by their length. A batch mean says nothing about the slowest
/// single operation, so nothing here is a percentile.
///
/// @param opsPerBatch operations timed together
/// @param batches how many were timed
/// @param lowestNanos the mean per operation of the quickest batch
/// @param middleNanos of the middle one
/// @param highestNanos of the slowest one
public record BatchMeans(int opsPerBatch, long batches, double lowestNanos, double middleNanos, double highestNanos) {
    public BatchMeans {
        Require.atLeast("opsPerBatch", 1, opsPerBatch);
        Require.atLeast("batches", 1, batches);
        Require.measure("lowestNanos", lowestNanos);
        Require.measure("middleNanos", middleNanos);
        Require.measure("highestNanos", highestNanos);
        if (lowestNanos > middleNanos || middleNanos > highestNanos) {
            throw new IllegalArgumentException(
                    "batch means are %s, %s, %s, but must ascend".formatted(lowestNanos, middleNanos, highestNanos));
        }
    }
}
