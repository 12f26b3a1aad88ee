// SPDX-License-Identifier: Apache-2.0

/// Projects to begin with: a workload or a transport of a user's own, with its `pom.xml` and its contract test. Start
/// at [dev.duality.jmh.scaffold.Project].
/// - A **template** is a file of this package's resources in which `@name@`, `@Class@` and `@package@` stand for the
///   project's own. The `pom.xml` is that of the example of the same kind, which the build of this project tests.
package dev.duality.jmh.scaffold;
