// SPDX-License-Identifier: Apache-2.0

/// Open MPI, called through the foreign function interface: messages between ranks, and memory that ranks share.
/// - A *job* is what one `mpirun` has started, a *rank* one process of it, numbered from 0. A process that nobody
///   started so is a job of one rank.
/// - *Two-sided* is a send that meets a receive: [dev.duality.messaging.mpi.MpiTransport]. *One-sided* is a load, a
///   store or an atomic operation on another rank's memory: [dev.duality.messaging.mpi.MpiWindow].
package dev.duality.messaging.mpi;
