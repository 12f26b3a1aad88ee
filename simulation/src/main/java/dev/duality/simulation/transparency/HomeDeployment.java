// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.transparency.HomeProtocol.Plan;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.transparency.CallingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Hosts with their programs, the home of all of them, and the checker.
class HomeDeployment implements Deployment {
    private final Setting setting;
    private final Plan plan;
    private final TransparencyChecker checker;
    private final CallingProgram[] programs;
    private final List<Node> nodes = new ArrayList<>();
    private long boot;

    HomeDeployment(Setting setting, Plan plan, IntFunction<Script> scripts) {
        this.setting = setting;
        this.plan = plan;
        this.checker = new TransparencyChecker(setting, plan);
        this.programs = new CallingProgram[plan.hosts()];
        for (int host = 0; host < plan.hosts(); host++) {
            programs[host] = new CallingProgram(scripts.apply(host));
        }
    }

    HomeKernel home(Setting its, Plan played, long itsBoot) {
        return new HomeKernel(its, played, itsBoot);
    }

    CallHost host(Setting its, Plan played, int self, CallingProgram program, TransparencyChecker looks) {
        return new CallHost(its, played, self, program, looks);
    }

    @Override
    public List<Node> nodes() {
        if (nodes.isEmpty()) {
            for (int host = 0; host < plan.hosts(); host++) {
                nodes.add(host(setting, plan, host, programs[host], checker));
            }
            nodes.add(boots());
        }
        return List.copyOf(nodes);
    }

    private Node boots() {
        boot++;
        checker.boots(boot);
        return home(setting, plan, boot);
    }

    /// A program dies with its host.
    @Override
    public Node restarted(int node) {
        if (node == plan.home()) {
            return boots();
        }
        checker.dies(node);
        return (_, _) -> {};
    }

    TransparencyChecker checker() {
        return checker;
    }

    /// All that a program has got.
    byte[] transcript(int host) {
        return programs[host].transcript();
    }

    @Override
    public boolean finished() {
        return checker.finished();
    }

    @Override
    public Optional<String> violation() {
        return checker.violation();
    }

    /// Of what all programs got.
    @Override
    public long digest() {
        long digest = 0;
        for (int host = 0; host < plan.hosts(); host++) {
            long of = host;
            for (byte each : transcript(host)) {
                of = 31 * of + each;
            }
            digest += SplitMix64.of(of);
        }
        return digest;
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
