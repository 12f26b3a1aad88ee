// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// A structure, sound and weaker, with two actors that use it.
enum Example {
    MAILBOX(
            "one offers 7, the other polls",
            "S3, which says that the value is there, is opaque and no release",
            Map.of("sent; got nothing", "the poll came first", "sent; got 7", "the number arrived"),
            Map.of("sent; got 0", "the receiver saw that the place is full, and read it before the 7 was there"),
            Mailbox::new,
            Mailbox.Weaker::new,
            box -> box.offer(7) ? "sent" : "refused",
            box -> {
                long got = box.poll();
                return got < 0 ? "got nothing" : "got " + got;
            }),
    SPIN_LOCK(
            "both try the lock once and, if they get it, add 1 to a number behind it",
            "U1, which gives the lock back, is opaque and no release",
            Map.of(
                    "made it 1; was locked out", "the other came while the lock was held",
                    "was locked out; made it 1", "the same, the other way round",
                    "made it 1; made it 2", "one after the other",
                    "made it 2; made it 1", "the other one first"),
            Map.of("made it 1; made it 1", "the lock was handed over before the number was: one addition is lost"),
            SpinLock::new,
            SpinLock.Weaker::new,
            Example::add,
            Example::add),
    SEQLOCK(
            "one writes 1, 1 over 0, 0; the other reads both words",
            "W2, which writes the words, is opaque and no release",
            Map.of(
                    "wrote; read nothing", "the version was odd, or had changed",
                    "wrote; read 0, 0", "the read came first",
                    "wrote; read 1, 1", "the write came first"),
            Map.of(
                    "wrote; read 0, 1", "the second word arrived before the odd version: half of a write was read",
                    "wrote; read 1, 0", "the first word did"),
            SeqLock::new,
            SeqLock.Weaker::new,
            record -> {
                record.write(1, 1);
                return "wrote";
            },
            record -> {
                long[] words = record.read();
                return words.length == 0 ? "read nothing" : "read " + words[0] + ", " + words[1];
            });

    private static final long NUMBER = 64;

    final String actors;
    final String removed;
    private final Map<String, String> allowed;
    private final Map<String, String> forbidden;
    private final Actor[] sound;
    private final Actor[] weaker;

    <S> Example(
            String actors,
            String removed,
            Map<String, String> allowed,
            Map<String, String> forbidden,
            Function<Region, S> sound,
            Function<Region, S> weaker,
            Function<S, String> one,
            Function<S, String> other) {
        this.actors = actors;
        this.removed = removed;
        this.allowed = allowed;
        this.forbidden = forbidden;
        this.sound = new Actor[] {memory -> one.apply(sound.apply(memory)), memory -> other.apply(sound.apply(memory))};
        this.weaker =
                new Actor[] {memory -> one.apply(weaker.apply(memory)), memory -> other.apply(weaker.apply(memory))};
    }

    private static String add(SpinLock lock) {
        if (!lock.tryLock()) {
            return "was locked out";
        }
        long number = lock.memory.getPlain(NUMBER) + 1;
        lock.memory.setPlain(NUMBER, number);
        lock.unlock();
        return "made it " + number;
    }

    /// The number of executions of the sound structure that end in each outcome.
    Map<String, Long> sound() {
        return new Executions(sound).outcomes();
    }

    /// The number of executions of the weaker one that do.
    Map<String, Long> weaker() {
        return new Executions(weaker).outcomes();
    }

    /// The outcomes that must not be.
    Set<String> forbidden() {
        return forbidden.keySet();
    }

    /// A table of all outcomes, in Markdown.
    String table() {
        Map<String, Long> sound = sound();
        Map<String, Long> weaker = weaker();
        StringBuilder table = new StringBuilder("| outcome | | sound | weaker | what happened |\n")
                .append("| --- | --- | --- | --- | --- |\n");
        new TreeMap<>(allowed).forEach((outcome, story) -> row(table, outcome, "allowed", sound, weaker, story));
        new TreeMap<>(forbidden)
                .forEach((outcome, story) -> row(table, outcome, "**forbidden**", sound, weaker, story));
        return table.toString();
    }

    private static void row(
            StringBuilder table,
            String outcome,
            String verdict,
            Map<String, Long> sound,
            Map<String, Long> weaker,
            String story) {
        table.append("| %s | %s | %d | %d | %s |\n"
                .formatted(outcome, verdict, sound.getOrDefault(outcome, 0L), weaker.getOrDefault(outcome, 0L), story));
    }

    /// The outcomes that somebody has thought of.
    Set<String> known() {
        Set<String> all = new TreeSet<>(allowed.keySet());
        all.addAll(forbidden.keySet());
        return all;
    }
}
