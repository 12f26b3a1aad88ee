// SPDX-License-Identifier: Apache-2.0
/// The calls of the C library that several transports make: descriptors, and what their errors mean.
package dev.duality.messaging.library;
