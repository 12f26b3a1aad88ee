// SPDX-License-Identifier: Apache-2.0

/// Memory that threads share, and how they wait for each other. Start at [dev.duality.shm.Region].
///
/// - A *region* is a span of memory; a *word* is 8 bytes of it, aligned to 8. Offsets and lengths are in bytes.
/// - A *line* is what caches move: 64 bytes. Words that different threads write lie 128 bytes apart, because
///   processors prefetch lines in pairs.
/// - A *party* is one of the threads that use a structure; parties are numbered from 0.
/// - A *structure* is a view onto a region: several views of the same bytes, in one process or in many, are one
///   structure. Bytes that are all zero are a structure in its first state, so nobody has to initialise it and no
///   party has to be first.
/// - A *wait* says how a party passes the time until a word changes.
///
/// ## What is shared lies in a region
///
/// A structure is a class with a region, an offset and as many bytes as its static `bytes(...)` says. It touches memory
/// through the region only, and keeps nothing that another party needs in fields of its own. So it is written once and
/// runs in the memory of a process, in a mapped file that processes share, and in a test's memory that stops between
/// two steps. A [dev.duality.shm.RegionLayout] hands out offsets, each at a multiple of 128:
///
/// ```java
/// RegionLayout layout = new RegionLayout();
/// long lock = layout.span("lock", TicketLock.bytes(parties));
/// long counter = layout.word("counter");
/// Region region = Region.allocate(layout.bytes());
/// ```
///
/// ## Two kinds of false sharing
///
/// A line has one writer at a time, whatever word of it is written. **Active** false sharing is two threads that write
/// words of one line: each write takes the line from the other, although neither wants the other's word. **Passive**
/// false sharing is a thread that only reads, such as a reference to its queue at every operation, a word beside one
/// that somebody writes: each write costs it a miss, and in a profile it is the reader that looks slow. Against both,
/// whatever one thread writes often lies 128 bytes from whatever another one reads or writes. What the same two threads
/// hand to and fro belongs into one line on purpose: a request and its stamp, a reply over its request.
///
/// ## Fields
///
/// Objects have the same trouble, and no offsets to choose. The JVM sorts the fields of a class: large ones first, then
/// small ones, references apart. Of seventeen `long`s around an `int` the `int` is not in the middle. It never moves a
/// field of a superclass behind one of a subclass, so room is made by inheritance, in three steps: a class of room
/// ([dev.duality.shm.Padding]), a class of what its thread writes, a class of room again. A layout test names the
/// fields of each such class and measures, with both kinds of object headers. Arrays have room inside, at both ends:
/// their length is in front, and every access reads it. A reference that is stored also marks a card of the garbage
/// collector's, which lies beside the cards of other threads' objects: what is stored for each operation is stored only
/// if it differs.
///
/// ## Modes
///
/// Every access of a shared word spells its mode, as [java.lang.invoke.VarHandle] has them:
///
/// - **plain**: for what one party owns at the time, published and taken over by another word;
/// - **opaque**: the word itself, whole and in time, and no order with others: a count that decides nothing but "full";
/// - **release** and **acquire**: the one who sees what a release wrote sees all that came before it. A hand-over is a
///   release by the one and an acquire by the other, and most structures need no more;
/// - **volatile**, and the operations that read and write at once: one order of all such steps. Needed where two
///   parties each write one word and then look at the other's, as a sleeper and its waker do.
///
/// The weakest mode that is right is used, and a comment in the class says which weaker one breaks it and how, with the
/// steps numbered as at the lines. `docs/proof.md` has for every structure the race test that tries it, with a twin in
/// which one step is weaker and which must be caught.
///
/// ## Names
///
/// `offer` and `poll` refuse, `take` and `lock` wait. `bytes` is a length, a name that ends in `Nanos` a time,
/// `attempt` how often in a row a party has waited in vain. A class is called by its algorithm where that has a name:
/// `McsLock`, `SeqLock`, `FlatCombining`.
package dev.duality.shm;
