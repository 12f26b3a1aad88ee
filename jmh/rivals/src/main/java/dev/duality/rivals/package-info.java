// SPDX-License-Identifier: Apache-2.0

/// Our transports beside those of others, by hand and in the same run: is it the cost of messages, or of our code?
///
/// - A [dev.duality.rivals.Duct] is one way from one thread to another, written as somebody would who has the library
///   and nothing of ours.
/// - A [dev.duality.rivals.Rival] is a kind of duct by its name.
/// - A round trip takes two ducts; a throughput one.
package dev.duality.rivals;
