// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.floor.PingPong;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a row of the table is about.
sealed interface Contestant {
    /// The row's name, one word.
    String name();

    /// One line on it.
    String about();

    /// Whether its row may be compared with the others: both ends wait in the same way.
    default boolean comparable() {
        return true;
    }

    /// Whether it takes part in a kind of race.
    boolean races(Race race, int senders);

    /// Whether it takes more there and back than a number.
    default boolean carriesPayloads() {
        return true;
    }

    /// What is raced.
    enum Race {
        /// There and back, each waiting for the one before.
        ROUND_TRIP,
        /// One way, as many as there is room for.
        ONE_WAY,
        /// The instructions of a round trip, counted and not timed.
        INSTRUCTIONS;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Race> of(String word) {
            return Arrays.stream(values())
                    .filter(race -> race.word().equals(word))
                    .findFirst();
        }
    }

    /// A form as one word.
    static String word(PingPong.Form form) {
        return form.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Two threads in C, in one of the floor's forms. The one that all the others are like, a place each way and a pause,
    /// carries payloads, too.
    record Native(PingPong.Form form) implements Contestant {
        static final String NAME = "native";
        static final PingPong.Form USUAL = PingPong.Form.TWO_WORDS_PAUSE;

        @Override
        public String name() {
            return form == USUAL ? NAME : NAME + ":" + word(form);
        }

        @Override
        public String about() {
            return "two threads in C, by gcc, " + form.words();
        }

        @Override
        public boolean races(Race race, int senders) {
            return race == Race.ROUND_TRIP;
        }

        @Override
        public boolean carriesPayloads() {
            return form == USUAL;
        }
    }

    /// A form of the floor that every run of ours measures.
    record Floor(PingPong.Form form) implements Contestant {
        static final String PREFIX = "floor:";

        @Override
        public String name() {
            return PREFIX + word(form);
        }

        @Override
        public String about() {
            return "the floor of our tables, " + form.words();
        }

        @Override
        public boolean races(Race race, int senders) {
            return race != Race.ONE_WAY;
        }

        @Override
        public boolean carriesPayloads() {
            return false;
        }
    }

    /// A library by hand.
    record ByHand(Rival rival) implements Contestant {
        @Override
        public String name() {
            return rival.word;
        }

        @Override
        public String about() {
            return rival.about;
        }

        @Override
        public boolean comparable() {
            return rival.waits == Rival.Waits.PAUSE;
        }

        @Override
        public boolean races(Race race, int senders) {
            return switch (race) {
                case ROUND_TRIP -> senders == 1;
                case ONE_WAY -> senders <= rival.senders;
                case INSTRUCTIONS -> senders == 1 && comparable(); // who sleeps executes other code for each message
            };
        }
    }

    /// A substrate of ours with everything around it: `rpc` by `KernelBenchmark`.
    record Ours(String substrate) implements Contestant {
        @Override
        public String name() {
            return substrate;
        }

        @Override
        public String about() {
            return "ours: rpc on " + substrate + ", nodes and all";
        }

        @Override
        public boolean races(Race race, int senders) {
            return race != Race.ONE_WAY;
        }

        /// The same queue by hand, if it is here.
        Optional<Rival> byHand() {
            return Arrays.stream(Rival.values())
                    .filter(rival -> substrate.equals("messaging:" + rival.word))
                    .findFirst();
        }
    }

    /// Everybody, in the order in which a round takes them.
    static List<Contestant> all() {
        List<Contestant> all = new ArrayList<>();
        for (PingPong.Form form : PingPong.Form.values()) {
            all.add(new Native(form));
            all.add(new Floor(form));
        }
        for (String substrate : List.of(
                "shm:mailbox",
                "messaging:ring",
                "messaging:jctools-spsc",
                "messaging:jctools-mpsc",
                "messaging:jctools-mpmc",
                "messaging:chronicle")) {
            Ours ours = new Ours(substrate);
            all.add(ours);
            ours.byHand().ifPresent(rival -> all.add(new ByHand(rival))); // one after the other: the same mood
        }
        for (Rival rival : Rival.values()) {
            ByHand byHand = new ByHand(rival);
            if (!all.contains(byHand)) {
                all.add(byHand);
            }
        }
        return all;
    }
}
