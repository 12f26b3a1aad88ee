// SPDX-License-Identifier: Apache-2.0

/// Word count and sort over text (Dean and Ghemawat, "MapReduce", 2004): the job that squashes the sequential part.
/// Start at [dev.duality.workloads.mapreduce.MapReduceWorkload].
///
/// - A **key** is a word or a line; a **chunk** is so much text as is handed out at once, cut between two keys.
/// - To **map** a chunk is to count its keys; to **reduce** is to add up what was counted of one key. Keys come apart
///   into **partitions**.
/// - The **output** is in the order of keys, as unsigned bytes: of a word count a line for each key with its count, of
///   a sort each line as often as it was there.
package dev.duality.workloads.mapreduce;
