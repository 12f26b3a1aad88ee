// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Transport;
import java.util.ServiceLoader;

/// A process that lists the transports, as a user would who lacks what they need.
final class Lister {
    private Lister() {}

    public static void main(String[] arguments) {
        for (Transport transport : ServiceLoader.load(Transport.class)) {
            System.out.printf(
                    "%s: %s, %s, %s%n",
                    transport.name(),
                    transport.description(),
                    transport.contract(),
                    transport.unavailable().orElse("available"));
        }
    }
}
