// SPDX-License-Identifier: Apache-2.0

/// The workload `table`: a hash table of 64-byte values. Start at [dev.duality.workloads.table.TableWorkload].
///
/// - A *key* is 64 bits; its *hash* is the key times a constant, and the hash's high bits choose the *bucket*
///   (Fibonacci hashing). The keys that operations ask for have *numbers* from 0; each bucket has equally many of them,
///   see [dev.duality.workloads.table.Keys].
/// - A *slot* is one of the places of a bucket: twice as many as there are entries in it at first, and as many as there
///   are keys for it, so no bucket that is asked for these keys runs full. The table does not grow.
/// - An *entry* is a key and its value. The *stamp* of a value is its first word, which says whose it is.
/// - The table is *warm* at first: every other key is in it, which is also where equally many puts and removes lead.
///
/// Which lock-free table, and why: [dev.duality.workloads.table.LockFreeTable] searches an array of slots in each
/// bucket. Lists of nodes in each bucket (Michael, "High Performance Dynamic Lock-Free Hash Tables and List-Based
/// Sets", SPAA 2002) give each entry a line that the search must follow one after the other, need a node's memory to be
/// kept until nobody is in it, and would measure the chase of pointers beside an owner that searches an array.
/// Split-ordered lists (Shalev and Shavit, "Split-Ordered Lists: Lock-Free Extensible Hash Tables", JACM 2006) are such
/// lists that can grow, and this table does not. Plain open addressing cannot keep two workers from putting one key
/// into two free slots at once, once slots become free again (Purcell and Harris, "Non-blocking Hashtables with Open
/// Addressing", DISC 2005, pay for it with bounds and states at each slot). Here a word of each bucket lets one
/// addition in at a time, which anybody may finish, as a table of one line a bucket does with its snapshot word (David,
/// Guerraoui and Trigonakis, "Asynchronized Concurrency", ASPLOS 2015). All else is one compare-and-set of one slot; a
/// get writes nothing.
///
/// How a get reads 64 bytes whole: a value is never written while it can be found. A put fills a cell that its worker
/// owns and puts it in the place of the old one, which becomes the worker's. So there are as many cells as slots and
/// workers, nothing is allocated, and nothing has to be proved unused before it is used again: a slot's word carries a
/// version, and a get that copied a cell meanwhile filled anew finds another word and reads again. Epochs or hazard
/// pointers would make each get write a line of its own, and order that store before its loads.
package dev.duality.workloads.table;
