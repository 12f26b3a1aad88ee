// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.library.Prerequisites;
import java.util.Optional;

/// Two-sided messages of Open MPI, between the ranks of a job that `mpirun` has started, or within one process. All
/// ranks open the same channels in the same order.
public final class MpiTransport implements Transport {
    @Override
    public String name() {
        return "mpi";
    }

    @Override
    public String description() {
        return "Open MPI: sends and receives between ranks, on one host or on several";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.ONE,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.RANKS);
    }

    @Override
    public Optional<String> unavailable() {
        return Mpi.unavailable();
    }

    @Override
    public Carrier start(TransportOptions options) {
        Prerequisites.require(this, unavailable());
        Mpi mpi = Mpi.ofThisProcess();
        return Carrier.ofSeparate(this, spec -> new MpiChannel(mpi, spec)); // the job lasts as long as the process
    }
}
