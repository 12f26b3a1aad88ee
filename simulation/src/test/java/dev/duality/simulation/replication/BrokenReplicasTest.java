// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Schedule;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Workload;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.OperationLog;
import dev.duality.workloads.replication.ReplicaNode;
import dev.duality.workloads.replication.ReplicationObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Replicas with one rule left out are found out.
final class BrokenReplicasTest extends ReplicatedRuns {
    /// A cast whose replicas have one rule changed.
    private static Making replicas(BiFunction<ReplicatedDeployment, Life, ReplicaNode> broken) {
        return (workload, setting, group) -> new ReplicatedDeployment(workload, setting, group) {
            @Override
            ReplicaNode replica(Group its, int self, int boot, ReplicationObserver observer) {
                return broken.apply(this, new Life(its, self, boot, observer));
            }
        };
    }

    private record Life(Group group, int self, int boot, ReplicationObserver observer) {}

    private static class Broken extends ReplicaNode {
        Broken(ReplicatedDeployment deployment, Life life) {
            super(life.group, life.self, life.boot, deployment::fresh, OperationLog.ALL, life.observer);
        }
    }

    private static final Making ANSWERS_EARLY = replicas((deployment, life) -> new Broken(deployment, life) {
        @Override
        protected boolean waitsForBackup() {
            return false;
        }
    });

    private static final Making IGNORES_VIEWS = replicas((deployment, life) -> new Broken(deployment, life) {
        @Override
        protected boolean takesOperations(int view) {
            return true;
        }
    });

    private static final Making FORGETS_REPLIES = replicas((deployment, life) -> new Broken(deployment, life) {
        @Override
        protected boolean keepsReplies() {
            return false;
        }
    });

    private static final Making KEEPS_WHAT_IT_HAD = replicas((deployment, life) -> new Broken(deployment, life) {
        @Override
        protected boolean beginsAnew() {
            return false;
        }
    });

    private static final Making PROMOTES_ANYBODY =
            (workload, setting, group) -> new ReplicatedDeployment(workload, setting, group) {
                @Override
                ViewServiceNode viewService(Group its, ViewServiceNode.Store store, ReplicationObserver observer) {
                    return new ViewServiceNode(its, store, observer) {
                        @Override
                        boolean mayBePromoted(boolean synced) {
                            return true;
                        }
                    };
                }
            };

    /// The operation for the back-up is message 1; the primary is gone before it can send it again.
    private Optional<String> loseTheOperationAndThePrimary(Making making) {
        ReplicatedDeployment deployment = deployment(counter, 4, making, "operations", "20");
        return run(
                deployment,
                simulation(deployment, Network.PERFECT, 1)
                        .follow(new Schedule(List.of(new Fault.Lost(1), new Fault.Crash(1, MILLISECOND, NEVER)))));
    }

    @Test
    void aPrimaryThatAnswersBeforeTheBackUpHasItIsFoundOut() {
        assertEquals(Optional.empty(), loseTheOperationAndThePrimary(ReplicatedDeployment::new));
        assertEquals(
                Optional.of("primary 1 of view 2 lacks operation 1 of client 0 in slot 0, "
                        + "which was answered at position 1"),
                loseTheOperationAndThePrimary(ANSWERS_EARLY));
    }

    /// The reply is message 3.
    private Optional<String> loseTheReplyAndThePrimary(Making making) {
        ReplicatedDeployment deployment = deployment(counter, 4, making, "operations", "20");
        return run(
                deployment,
                simulation(deployment, Network.PERFECT, 1)
                        .follow(new Schedule(List.of(new Fault.Lost(3), new Fault.Crash(1, MILLISECOND, NEVER)))));
    }

    @Test
    void aBackUpThatForgetsTheSavedRepliesWhenItIsPromotedIsFoundOut() {
        assertEquals(Optional.empty(), loseTheReplyAndThePrimary(ReplicatedDeployment::new));
        assertEquals(
                Optional.of("replica 1 did operation 1 of client 0 in slot 0 twice"),
                loseTheReplyAndThePrimary(FORGETS_REPLIES));
    }

    /// Whether the checker objects to what some seed makes of it.
    private boolean isFoundOut(Making making) {
        return seeds().mapToObj(seed -> runThroughFaults(trio(seed, making), seed))
                .flatMap(Optional::stream)
                .anyMatch(line -> line.contains("answered at position"));
    }

    @Test
    void replicasThatIgnoreTheViewNumberAreFoundOut() {
        assertTrue(isFoundOut(IGNORES_VIEWS));
    }

    @Test
    void aBackUpThatKeepsWhatItDidAsAPrimaryIsFoundOut() {
        assertTrue(isFoundOut(KEEPS_WHAT_IT_HAD));
    }

    @Test
    void aViewServiceThatPromotesABackUpThatIsNotSyncedIsFoundOut() {
        assertTrue(isFoundOut(PROMOTES_ANYBODY));
    }

    @Test
    void aStateThatIsNoneOfTheSpecificationIsFoundOut() {
        Workload sloppy = new Sum() {
            private int states;

            @Override
            public Specification specification(Setting setting) {
                Specification state = super.specification(setting);
                boolean wrong = states++ == 1; // of the first back-up
                return new Specification() {
                    @Override
                    public long apply(int kind, long a, long b, Payload payload) {
                        return state.apply(kind, a, b, payload);
                    }

                    @Override
                    public long digest() {
                        return wrong ? 0 : state.digest();
                    }
                };
            }

            @Override
            public Optional<String> violation(FinalState finalState) {
                return Optional.empty();
            }
        };
        ReplicatedDeployment deployment = deployment(sloppy, 5, ReplicatedDeployment::new);

        String line =
                run(deployment, simulation(deployment, Network.PERFECT, 1)).orElseThrow();
        assertTrue(line.startsWith("the digest of survivor 1 is 0, "), line);
    }
}
