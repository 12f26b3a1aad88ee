// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.library.Prerequisites;
import java.nio.file.Path;
import java.util.Optional;

/// The transport `chronicle`. Loads no class of Chronicle's before [#start].
public final class ChronicleTransport implements Transport {
    private static final String QUEUE_CLASS = "net/openhft/chronicle/queue/ChronicleQueue.class";

    /// Packages of `java.base` that Chronicle looks into.
    private static final String[] OPENED = {"java.lang.reflect", "sun.nio.ch"};

    @Override
    public String name() {
        return "chronicle";
    }

    @Override
    public String description() {
        return "Chronicle Queue: appended to files mapped into memory, and read from there";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.MANY,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                true,
                Contract.Passing.COPIES,
                Contract.Reach.PROCESSES);
    }

    @Override
    public Optional<String> unavailable() {
        return unavailable(
                ChronicleTransport.class.getClassLoader(),
                ChronicleTransport.class.getModule(),
                TransportOptions.defaults().filesIn());
    }

    /// @param loader where Chronicle's classes would come from
    /// @param module what they would belong to
    /// @param directory where the files would go
    static Optional<String> unavailable(ClassLoader loader, Module module, Path directory) {
        if (loader.getResource(QUEUE_CLASS) == null) {
            return Optional.of("Chronicle Queue is not on the class path; add net.openhft:chronicle-queue");
        }
        return Prerequisites.open(module, OPENED).or(() -> Prerequisites.writable(directory));
    }

    @Override
    public Carrier start(TransportOptions options) {
        Prerequisites.require(
                this,
                unavailable(
                        ChronicleTransport.class.getClassLoader(),
                        ChronicleTransport.class.getModule(),
                        options.filesIn()));
        System.setProperty("chronicle.analytics.disable", "true"); // before the first class of Chronicle's is loaded
        return new ChronicleCarrier(this, options);
    }
}
