// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.List;

/// The carrier of the parties of a row that are on several hosts, as one fork found it.
///
/// @param library in its own words, such as `Open MPI v4.1.4`
/// @param messages its component for messages, such as `ob1`, or `not visible`
/// @param networks what that may use, such as `self`, `tcp`
/// @param link the interface of this host by which the other one is reached, such as `eth0`, or `not visible`
/// @param windows its component for one-sided operations, such as `pt2pt`, or `not visible`
/// @param oneSided what those are underneath
/// @param trips of messages of its own, there and back, by length, ascending: the floor of this pair of hosts
/// @param sendNanos in the call that begins to send a short message: LogGP's `o` of the sender
/// @param receiveNanos in the call that takes it: that of the receiver
public record HostCarrier(
        String library,
        String messages,
        List<String> networks,
        String link,
        String windows,
        OneSided oneSided,
        List<Trip> trips,
        double sendNanos,
        double receiveNanos) {
    /// The kind of an operation on a window.
    public enum OneSided {
        /// All ranks are on one host, which maps the memory into each of them.
        LOADS_AND_STORES("loads and stores"),
        /// The network has an adapter that does it without the other rank.
        BY_THE_NETWORK("one-sided by the network, as far as its adapter does them"),
        /// The library of the rank that has the memory carries it out when it is called.
        MESSAGES("messages underneath"),
        /// The library does not show which component it has chosen.
        NOT_VISIBLE("not visible");

        private final String text;

        OneSided(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// A message and its answer of the same length.
    ///
    /// @param nanos the median
    public record Trip(int bytes, double nanos) {
        public Trip {
            Require.atLeast("carrier.trips.bytes", 1, bytes);
            Require.positive("carrier.trips.nanos", nanos);
        }
    }

    public HostCarrier {
        Require.text("carrier.library", library);
        Require.text("carrier.messages", messages);
        networks = Require.texts("carrier.networks", networks);
        Require.text("carrier.link", link);
        Require.text("carrier.windows", windows);
        Require.present("carrier.oneSided", oneSided);
        trips = Require.list("carrier.trips", trips);
        Require.measure("carrier.sendNanos", sendNanos);
        Require.measure("carrier.receiveNanos", receiveNanos);
    }

    /// Such as `Open MPI v4.1.4, messages by ob1 over self, tcp, interface eth0; windows by pt2pt: messages
    /// underneath`.
    public String text() {
        return library + ", messages by " + messages
                + (networks.isEmpty() ? "" : " over " + String.join(", ", networks)) + ", interface " + link
                + "; windows by " + windows + ": " + oneSided.text();
    }
}
