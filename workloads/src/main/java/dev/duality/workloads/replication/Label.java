// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

/// The word of a message beside its operation, the one that messages have for a number: so that an operation is
/// as long between two replicas as it was between the client and the first of them.
///
///     request, reply              slot 16 bits                    number   28 bits   view 20 bits
///     operation, acknowledgement  which of the two 1, row 16      position 27 bits   view 20 bits
///
/// Numbers and positions are told without their high bits, which the receiver knows from what it had before.
public final class Label {
    /// The greatest number of rows: one for each slot of each client.
    static final int MAX_ROWS = 1 << 16;

    /// The last view.
    public static final int MAX_VIEW = (1 << 20) - 1;

    private static final int VIEW_BITS = 20;
    private static final int NUMBER_BITS = 28;
    private static final int POSITION_BITS = 27;
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;
    private static final long POSITION = (1L << POSITION_BITS) - 1;
    private static final long ROW = MAX_ROWS - 1;

    private Label() {}

    static long ofRequest(int slot, long number, int view) {
        return (long) slot << NUMBER_BITS + VIEW_BITS | (number & NUMBER) << VIEW_BITS | view;
    }

    static long ofOperation(int row, long position, int view) {
        return Long.MIN_VALUE | (long) row << POSITION_BITS + VIEW_BITS | (position & POSITION) << VIEW_BITS | view;
    }

    static long ofAcknowledgement(long position, int view) {
        return (position & POSITION) << VIEW_BITS | view;
    }

    /// Whether what one replica tells the other is an operation.
    static boolean isOperation(long label) {
        return label < 0;
    }

    static int view(long label) {
        return (int) label & MAX_VIEW;
    }

    static int slot(long label) {
        return (int) (label >>> NUMBER_BITS + VIEW_BITS);
    }

    static int row(long label) {
        return (int) (label >>> POSITION_BITS + VIEW_BITS & ROW);
    }

    /// @param near a number that is not far from it
    static long number(long label, long near) {
        return nearest(label >>> VIEW_BITS, near, NUMBER_BITS);
    }

    /// @param near a position that is not far from it
    static long position(long label, long near) {
        return nearest(label >>> VIEW_BITS, near, POSITION_BITS);
    }

    /// The number with these low bits that is nearest.
    private static long nearest(long bits, long near, int width) {
        return near + (bits - near << Long.SIZE - width >> Long.SIZE - width);
    }
}
