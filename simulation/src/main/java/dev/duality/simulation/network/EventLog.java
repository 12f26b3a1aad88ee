// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/// Writes down all that happens in a simulation. The same run gives the same bytes.
///
/// What cannot be written is an [UncheckedIOException].
public final class EventLog implements Observer {
    /// The format in which it is written.
    public enum Format {
        /// A line for each event, for people.
        TEXT,
        /// Two lines for each event, with vector clocks, as [ShiViz](https://bestchai.bitbucket.io/shiviz/) reads them.
        SHIVIZ,
        /// A line for each event, with a heading.
        CSV;

        /// The name that a user types, as completion offers it and messages name it.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String HEADING = "nanos,event,node,other,number,kind,sequence,a,b,bytes\n";

    private final Appendable out;
    private final Format format;
    private final VectorClocks clocks;
    private final StringBuilder line = new StringBuilder();
    private boolean begun;

    /// @param out is written to and not closed
    /// @param nodes how many there are
    public EventLog(Appendable out, Format format, int nodes) {
        this.out = out;
        this.format = format;
        this.clocks = new VectorClocks(format == Format.SHIVIZ ? nodes : 0);
    }

    @Override
    public void happens(What what, long nanos, int node, int other, long number, Message message) {
        line.setLength(0);
        switch (format) {
            case TEXT -> text(what, nanos, node, other, number, message);
            case CSV -> csv(what, nanos, node, other, number, message);
            case SHIVIZ -> shiviz(what, nanos, node, other, number, message);
        }
        try {
            out.append(line.append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be written: " + e.getMessage(), e);
        }
    }

    private void text(What what, long nanos, int node, int other, long number, Message message) {
        line.append(nanos).append(" ns ");
        if (node >= 0) {
            line.append("node ").append(node).append(' ');
        }
        description(what, other, number, message);
    }

    private void description(What what, int other, long number, Message message) {
        switch (what) {
            case SENT ->
                line.append("sends message ").append(number).append(" to ").append(other);
            case LOST -> line.append("loses message ").append(number);
            case PARTED ->
                line.append("does not reach ")
                        .append(other)
                        .append(" with message ")
                        .append(number);
            case DOUBLED -> line.append("sends twice message ").append(number);
            case DELAYED -> line.append("is overtaken with message ").append(number);
            case RECEIVED ->
                line.append("gets message ").append(number).append(" from ").append(other);
            case MISSED ->
                line.append("is down and misses message ")
                        .append(number)
                        .append(" from ")
                        .append(other);
            case TIMER -> line.append("timer ").append(number);
            case CRASHED -> line.append("crashes");
            case RESTARTED -> line.append("begins its life ").append(number);
            case PAUSED -> line.append("stands still until ").append(number).append(" ns");
            case SPLIT ->
                line.append("network falls apart until ").append(number).append(" ns");
            case HEALED -> line.append("network is one again");
        }
        if (what == What.SENT || what == What.RECEIVED) {
            line.append(": kind ").append(message.kind());
            line.append(" #").append(message.sequence());
            line.append(" (")
                    .append(message.a())
                    .append(", ")
                    .append(message.b())
                    .append("), ");
            line.append(message.payload().length()).append(" bytes");
        }
    }

    private void csv(What what, long nanos, int node, int other, long number, Message message) {
        if (!begun) {
            line.append(HEADING);
            begun = true;
        }
        line.append(nanos).append(',').append(what.name().toLowerCase(Locale.ROOT));
        cell(node).cell(other).cell(number);
        if (message == null) {
            line.append(",,,,,");
        } else {
            line.append(',').append(message.kind()).append(',').append(message.sequence());
            line.append(',').append(message.a()).append(',').append(message.b());
            line.append(',').append(message.payload().length());
        }
    }

    private EventLog cell(long value) {
        line.append(',');
        if (value != NONE) {
            line.append(value);
        }
        return this;
    }

    private void shiviz(What what, long nanos, int node, int other, long number, Message message) {
        clocks.happens(what, node, number, line);
        line.append('\n').append(nanos).append(" ns ");
        if (what == What.LOST || what == What.PARTED || what == What.DOUBLED || what == What.DELAYED) {
            line.append("node ").append(node).append(' ');
        }
        description(what, other, number, message);
    }
}
