// SPDX-License-Identifier: Apache-2.0
package org.example.ledger;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A bank's ledger: money moves from account to account, is never lost, and no account is ever overdrawn.
public final class Ledger implements Workload {
    /// a = from << 32 | to, b = amount; gives 1 if it was made, 0 if there was too little.
    private static final int TRANSFER = 0;

    /// a = account; gives what it holds.
    private static final int BALANCE = 1;

    /// Gives what all hold.
    private static final int TOTAL = 2;

    private static final long OPENING = 100;

    public static final Parameter<Long> ACCOUNTS =
            Parameter.integer("accounts", "how many there are", "accounts", 64, 2, 1 << 20);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "transfers", 131_072, 1, 1 << 24);

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String description() {
        return "accounts between which money is transferred";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(ACCOUNTS, OPERATIONS);
    }

    @Override
    public Specification specification(Setting setting) {
        return new Accounts(setting.getInt(ACCOUNTS));
    }

    private static final class Accounts implements Specification {
        private final long[] balances;

        Accounts(int count) {
            balances = new long[count];
            Arrays.fill(balances, OPENING);
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            return switch (kind) {
                case TRANSFER -> transfer((int) (a >>> 32), (int) a, b);
                case BALANCE -> balances[(int) a];
                case TOTAL -> Arrays.stream(balances).sum();
                default -> throw new IllegalArgumentException("a ledger has no operation " + kind);
            };
        }

        private long transfer(int from, int to, long amount) {
            if (balances[from] < amount) {
                return 0;
            }
            balances[from] -= amount;
            balances[to] += amount;
            return 1;
        }

        @Override
        public long digest() {
            return IntStream.range(0, balances.length)
                    .mapToLong(i -> SplitMix64.of(i, balances[i]))
                    .sum();
        }
    }

    @Override
    public Script script(Setting setting, int worker) {
        int accounts = setting.getInt(ACCOUNTS);
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            long from = random.nextInt(accounts);
            long to = random.nextInt(accounts);
            script.add(TRANSFER, from << 32 | to, random.nextInt(1, 50));
        }
        return script.build();
    }

    @Override
    public Optional<String> violation(FinalState finalState) {
        return violation(finalState.setting(), finalState::ask);
    }

    /// The same must hold after a load, of which nobody has written down what each transfer gave.
    @Override
    public Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return Optional.of(load -> violation(setting, load::ask));
    }

    /// Asks a ledger at rest.
    private interface Question {
        long ask(int kind, long a, long b);
    }

    private static Optional<String> violation(Setting setting, Question ledger) {
        long accounts = setting.get(ACCOUNTS);
        long total = ledger.ask(TOTAL, 0, 0);
        if (total != OPENING * accounts) {
            return Optional.of("the accounts hold %d, but %d was paid in".formatted(total, OPENING * accounts));
        }
        return LongStream.range(0, accounts)
                .filter(account -> ledger.ask(BALANCE, account, 0) < 0)
                .mapToObj("account %d is overdrawn"::formatted)
                .findFirst();
    }
}
