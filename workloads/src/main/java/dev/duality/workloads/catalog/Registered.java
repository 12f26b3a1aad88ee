// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import dev.duality.workloads.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What jars on the class path have registered in `META-INF/services`. What others have written can be wrong in any
/// way; each is one line.
public final class Registered {
    /// Names are parts of files' names, too.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,60}");

    private Registered() {}

    /// All that a class loader finds of a service, in the order of the class path.
    /// @throws BadInput if a registered class cannot be loaded
    public static <T> List<T> of(Class<T> service, ClassLoader loader) {
        try {
            List<T> found = new ArrayList<>();
            ServiceLoader.load(service, loader).forEach(found::add);
            return found;
        } catch (ServiceConfigurationError e) {
            String why = e.getCause() == null ? "" : ": " + e.getCause();
            throw new BadInput("a class on the class path cannot be used: " + e.getMessage() + why, e);
        } catch (LinkageError e) {
            throw new BadInput("a class on the class path cannot be loaded: " + e, e);
        }
    }

    /// The name of something that was found.
    /// @param asked gives it
    /// @throws BadInput if it is none, or cannot be asked for
    public static String name(Object named, Supplier<String> asked) {
        try {
            String name = asked.get();
            if (name != null && NAME.matcher(name).matches()) {
                return name;
            }
            throw new BadInput("%s is called '%s', but a name must be lower case letters, digits and -"
                    .formatted(named.getClass().getName(), name));
        } catch (BadInput e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new BadInput(
                    "%s cannot say its name: %s".formatted(named.getClass().getName(), e), e);
        }
    }
}
