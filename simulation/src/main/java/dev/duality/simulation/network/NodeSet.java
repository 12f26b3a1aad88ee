// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Some of the nodes. Immutable; written as `0,3,5-9`.
public final class NodeSet {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    private final BitSet nodes;

    private NodeSet(BitSet nodes) {
        this.nodes = nodes;
    }

    public static NodeSet of(int... nodes) {
        BitSet set = new BitSet();
        IntStream.of(nodes).forEach(set::set);
        return new NodeSet(set);
    }

    /// Reads what [#toString] writes.
    /// @throws IllegalArgumentException if it is something else
    public static NodeSet parse(String text) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            int first = range.matches() ? Integer.parseInt(range.group(1)) : -1;
            int last = first < 0 || range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first < 0 || last < first || last >= Message.MAX_NODES) {
                throw new IllegalArgumentException("nodes are written as 0,3,5-9, not as " + text);
            }
            set.set(first, last + 1);
        }
        return new NodeSet(set);
    }

    public boolean contains(int node) {
        return nodes.get(node);
    }

    /// Its highest node and 1, or 0 if there is none.
    public int end() {
        return nodes.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeSet set && nodes.equals(set.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = nodes.nextSetBit(0); first >= 0; ) {
            int end = nodes.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - first > 1) {
                text.append('-').append(end - 1);
            }
            first = nodes.nextSetBit(end);
        }
        return text.toString();
    }
}
