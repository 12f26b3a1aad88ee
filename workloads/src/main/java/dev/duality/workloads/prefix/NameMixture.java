// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.shm.SplitMix64;
import java.util.SplittableRandom;

/// Names as clients of Sprite looked them up in 1989, drawn from a seed.
public final class NameMixture {
    /// The shares of the kinds of names; 0 to 1.
    ///
    /// @param absolute begin at the root, the others at some working directory
    /// @param absent name nothing
    /// @param links go through a link that leads into another domain
    /// @param nearLinks go through a link that stays
    /// @param parents leave their domain by its root's `..`
    public record Shares(double absolute, double absent, double links, double nearLinks, double parents) {
        /// The shares measured from July to December (Welch's thesis): 71 % absolute, 20 % not found, 17.0 % across a
        /// link, 13.5 % sent on by one, 0.15 % above a root.
        public static final Shares SPRITE = new Shares(0.71, 0.20, 0.135, 0.035, 0.0015);

        /// The same, without working directories.
        static final Shares ABSOLUTE = new Shares(1, 0.20, 0.135, 0.035, 0.0015);
    }

    /// A name.
    /// @param directory where it begins: a domain's root; empty if the name is absolute
    public record Name(String directory, String text) {
        public boolean isAbsolute() {
            return directory.isEmpty();
        }

        /// The name as it would be from the root.
        public String fromRoot() {
            return isAbsolute() ? text : Namespace.join(directory, text);
        }
    }

    private final Namespace namespace;
    private final Shares shares;
    private final SplittableRandom random;

    /// @param client whose names they are
    public NameMixture(Namespace namespace, Shares shares, long seed, int client) {
        this.namespace = namespace;
        this.shares = shares;
        this.random = new SplittableRandom(SplitMix64.of(SplitMix64.of(seed), client));
    }

    public Name next() {
        String prefix =
                namespace.prefixes().text(random.nextInt(namespace.prefixes().count()));
        double kind = random.nextDouble();
        String path;
        if (kind < shares.links()) {
            path = Namespace.LINK + random.nextInt(Namespace.LINKS) + "/" + file();
        } else if (kind < shares.links() + shares.nearLinks()) {
            path = Namespace.NEAR_LINK + "/" + file();
        } else if (kind < shares.links() + shares.nearLinks() + shares.parents()) {
            prefix = "/d1";
            path = "../x" + random.nextInt(Namespace.DIRECTORIES) + "/" + file();
        } else {
            String deeper = random.nextBoolean() ? "y" + random.nextInt(2) + "/" : "";
            path = "x" + random.nextInt(Namespace.DIRECTORIES) + "/" + deeper + file();
        }
        return random.nextDouble() < shares.absolute()
                ? new Name("", Namespace.join(prefix, path))
                : new Name(prefix, path);
    }

    /// The last component.
    private String file() {
        return (random.nextDouble() < shares.absent() ? "none" : "f") + random.nextInt(Namespace.FILES);
    }
}
