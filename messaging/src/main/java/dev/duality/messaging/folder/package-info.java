// SPDX-License-Identifier: Apache-2.0

/// Folders for files of one process, such as those that it maps into memory; they do not outlive it for long.
package dev.duality.messaging.folder;
