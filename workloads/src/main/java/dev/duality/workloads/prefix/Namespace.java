// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.workloads.Setting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All names that there are, by domain and, for [#naive], all together. Immutable. Some domains hang in others; each
/// has directories, files in them, and links: two that lead into another domain by an absolute name, and one that
/// stays.
public final class Namespace {
    /// The result of a lookup if there is no such file.
    public static final long ABSENT = -1;

    /// After so many links a name is given up, as it may lead round in a circle.
    public static final int MOST_LINKS = 20;

    static final int DIRECTORIES = 4;
    static final int FILES = 4;
    static final int LINKS = 2;
    static final String LINK = "link";
    static final String NEAR_LINK = "near";

    private static final int SUBDIRECTORIES = 2;

    /// The thing that a name names.
    sealed interface Item {
        record Directory(long id) implements Item {}

        record File(long id) implements Item {}

        /// Another name for something.
        /// @param target absolute, or relative to where the link is
        record Link(String target) implements Item {}

        /// A place where another domain hangs; what is in it is its prefix.
        record Remote(String prefix) implements Item {}
    }

    /// The distance that a server gets with a name.
    public sealed interface Step {
        /// @param id of the file or directory, or [Namespace#ABSENT]
        record Answered(long id) implements Step {}

        /// The client has to go on, under another name.
        /// @param prefixLength how much of the name is a remote link's prefix; 0 if it is another redirect
        record Redirected(Redirect why, String name, int prefixLength) implements Step {}
    }

    /// The reason why a server sends a client on.
    public enum Redirect {
        /// To a link's absolute target, and what was behind the link.
        LINK(0),
        /// To another domain, by its prefix and what was behind.
        REMOTE(1),
        /// Above the domain's root: to what was behind `..`, in the directory where the domain hangs.
        PARENT(2);

        private final int code;

        Redirect(int code) {
            this.code = code;
        }

        /// Its number in messages.
        public int code() {
            return code;
        }

        public static Redirect of(int code) {
            return switch (code) {
                case 0 -> LINK;
                case 1 -> REMOTE;
                case 2 -> PARENT;
                default -> throw new IllegalArgumentException("no redirect has the number " + code);
            };
        }
    }

    private final Prefixes prefixes;
    private final List<Map<String, Item>> domains = new ArrayList<>(); // by path from the domain's root; that one is ""
    private final Map<String, Item> all = new HashMap<>(); // by absolute path; that of the root is ""
    private long ids;

    private Namespace(int count) {
        List<String> texts = new ArrayList<>();
        texts.add("/");
        for (int domain = 1; domain < count; domain++) {
            texts.add(domain % 4 == 3 ? "/d" + (domain - 1) + "/n" + domain : "/d" + domain);
        }
        prefixes = new Prefixes(texts);
        for (int domain = 0; domain < count; domain++) {
            domains.add(new HashMap<>());
            directory(domain, "");
        }
        for (int domain = 0; domain < count; domain++) {
            fill(domain, texts.get((domain + 1) % count));
            if (domain > 0) {
                hang(domain);
            }
        }
    }

    public static Namespace of(Setting setting) {
        return of(PrefixWorkload.prefixes(setting));
    }

    public static Namespace of(int prefixes) {
        return new Namespace(prefixes);
    }

    private void fill(int domain, String next) {
        for (int x = 0; x < DIRECTORIES; x++) {
            directory(domain, "x" + x);
            files(domain, "x" + x);
            for (int y = 0; y < SUBDIRECTORIES; y++) {
                directory(domain, "x" + x + "/y" + y);
                files(domain, "x" + x + "/y" + y);
            }
        }
        for (int link = 0; link < LINKS; link++) {
            put(domain, LINK + link, new Item.Link(join(next, "x" + link)));
        }
        put(domain, NEAR_LINK, new Item.Link("x1"));
    }

    private void files(int domain, String directory) {
        for (int file = 0; file < FILES; file++) {
            put(domain, directory + "/f" + file, new Item.File(++ids));
        }
    }

    private void directory(int domain, String path) {
        put(domain, path, new Item.Directory(++ids));
    }

    private void put(int domain, String path, Item item) {
        domains.get(domain).put(path, item);
        String absolute = join(prefixes.text(domain), path);
        all.put(absolute.equals("/") ? "" : absolute, item);
    }

    /// Has a domain hang where the domain above can see it. [#naive] knows only its root.
    private void hang(int domain) {
        String prefix = prefixes.text(domain);
        int above = naiveDomain(parent(prefix));
        domains.get(above).put(Prefixes.rest(prefixes.text(above), prefix), new Item.Remote(prefix));
    }

    public Prefixes prefixes() {
        return prefixes;
    }

    /// A path, and one below it.
    public static String join(String path, String below) {
        if (below.isEmpty()) {
            return path;
        }
        return path.isEmpty() || path.endsWith("/") ? path + below : path + "/" + below;
    }

    /// The path without its last component; that of `/` is `/`.
    public static String parent(String absolute) {
        int slash = absolute.lastIndexOf('/');
        return slash <= 0 ? "/" : absolute.substring(0, slash);
    }

    /// Walks the rest of a name, as a domain's server does.
    public Step walk(int domain, String rest) {
        Map<String, Item> items = domains.get(domain);
        Deque<String> ahead = components(rest);
        String at = "";
        int links = 0;
        while (!ahead.isEmpty()) {
            String component = ahead.removeFirst();
            if (component.equals("..")) {
                if (at.isEmpty()) {
                    return new Step.Redirected(Redirect.PARENT, String.join("/", ahead), 0);
                }
                at = at.contains("/") ? at.substring(0, at.lastIndexOf('/')) : "";
                continue;
            }
            String child = join(at, component);
            switch (items.get(child)) {
                case null -> {
                    return new Step.Answered(ABSENT);
                }
                case Item.Directory _ -> at = child;
                case Item.File(long id) -> {
                    return new Step.Answered(ahead.isEmpty() ? id : ABSENT);
                }
                case Item.Remote(String prefix) -> {
                    return new Step.Redirected(Redirect.REMOTE, join(prefix, String.join("/", ahead)), prefix.length());
                }
                case Item.Link(String target) -> {
                    if (target.startsWith("/")) {
                        return new Step.Redirected(Redirect.LINK, join(target, String.join("/", ahead)), 0);
                    }
                    if (++links > MOST_LINKS) {
                        return new Step.Answered(ABSENT);
                    }
                    prepend(components(target), ahead);
                }
            }
        }
        return new Step.Answered(id(items.get(at)));
    }

    /// Looks a name up by all names there are, as if there were no domains. It shares nothing with [#walk] but the
    /// taking apart of names.
    /// @return the id, or [#ABSENT]
    public long naive(String absolute) {
        Deque<String> ahead = components(absolute);
        String at = "";
        int links = 0;
        while (!ahead.isEmpty()) {
            String component = ahead.removeFirst();
            if (component.equals("..")) {
                at = at.isEmpty() ? "" : at.substring(0, at.lastIndexOf('/'));
                continue;
            }
            Item item = all.get(at + "/" + component);
            if (item instanceof Item.Link(String target)) {
                if (++links > MOST_LINKS) {
                    return ABSENT;
                }
                at = target.startsWith("/") ? "" : at;
                prepend(components(target), ahead);
            } else if (item == null || item instanceof Item.File && !ahead.isEmpty()) {
                return ABSENT;
            } else {
                at = at + "/" + component;
            }
        }
        return id(all.get(at));
    }

    /// The domain whose prefix has the most components of a name, found by leaving out one after the other.
    int naiveDomain(String absolute) {
        String left = absolute;
        while (true) {
            for (int domain = 0; domain < prefixes.count(); domain++) {
                if (prefixes.text(domain).equals(left)) {
                    return domain;
                }
            }
            left = parent(left);
        }
    }

    private static long id(Item item) {
        return switch (item) {
            case Item.Directory(long id) -> id;
            case Item.File(long id) -> id;
            case Item.Link _, Item.Remote _ -> throw new IllegalStateException("a name ends at " + item);
        };
    }

    private static Deque<String> components(String path) {
        Deque<String> components = new ArrayDeque<>();
        for (String component : path.split("/", -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                components.addLast(component);
            }
        }
        return components;
    }

    private static void prepend(Deque<String> first, Deque<String> rest) {
        while (!first.isEmpty()) {
            rest.addFirst(first.removeLast());
        }
    }
}
