// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import dev.duality.messaging.Node;
import java.util.ArrayList;
import java.util.List;

/// The nodes of a deployment, each made anew whenever it begins, and what the storage of each keeps: how often it has
/// begun.
///
/// - **Threads:** one at a time, as [Deployment#nodes] and [Deployment#restarted].
public final class Boots {
    /// Makes the nodes.
    public interface Maker {
        /// @param node its address
        /// @param boot which life of it this is, from 1
        Node node(int node, int boot);
    }

    private final Maker maker;
    private final int[] boots; // of each node
    private final List<Node> first = new ArrayList<>();

    /// No node is made before it is asked for.
    /// @param nodes how many there are
    public Boots(int nodes, Maker maker) {
        this.boots = new int[nodes];
        this.maker = maker;
    }

    /// All nodes in their first lives, the same whenever they are asked for.
    public List<Node> nodes() {
        if (first.isEmpty()) {
            for (int node = 0; node < boots.length; node++) {
                first.add(restarted(node));
            }
        }
        return List.copyOf(first);
    }

    /// A node in its next life.
    public Node restarted(int node) {
        return maker.node(node, ++boots[node]);
    }
}
