// SPDX-License-Identifier: Apache-2.0

/// The server that has a file, found by the beginning of its name: Sprite's prefix tables (Welch and Ousterhout,
/// "Prefix Tables", 1986). Start at [dev.duality.workloads.prefix.PrefixWorkload].
///
/// - A *domain* is a tree of files that one server has; its *prefix* is the name of its root. A domain that *moves*
///   goes to another server, and gets its next *generation*; domain and generation are its *token*.
/// - A *lookup* takes the longest prefix that a name begins with; the rest of the name goes to that domain's server,
///   which answers, or *redirects*: it says under which name to go on.
/// - An entry of a table is a *hint*: it may be *stale*, and then its server says so.
package dev.duality.workloads.prefix;
