// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import dev.duality.workloads.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The providers that jars on the class path have registered in `META-INF/services`. What others have written can be
/// wrong in any way; each is one line.
public final class Registered {
    /// Names are parts of files' names, too.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,60}");

    /// A property of the JVM that names registered classes to be passed over, with commas in between: those that cannot
    /// be made without harm, such as the end of the JVM.
    public static final String LEFT_OUT = "duality.left.out";

    private Registered() {}

    /// All that a class loader finds of a service, in the order of the class path.
    /// @throws BadInput if a registered class cannot be loaded
    public static <T> List<T> of(Class<T> service, ClassLoader loader) {
        try {
            List<T> found = new ArrayList<>();
            loader(service, loader).forEach(found::add);
            return found;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw unusable(e);
        }
    }

    private static <T> ServiceLoader<T> loader(Class<T> service, ClassLoader loader) {
        Set<String> leftOut = Arrays.stream(System.getProperty(LEFT_OUT, "").split(","))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return ServiceLoader.load(service, leftOut.isEmpty() ? loader : new WithoutClasses(loader, leftOut));
    }

    private static BadInput unusable(Error e) {
        if (e instanceof ServiceConfigurationError) {
            String why = e.getCause() == null ? "" : ": " + e.getCause();
            return new BadInput("a class on the class path cannot be used: " + e.getMessage() + why, e);
        }
        return new BadInput("a class on the class path cannot be loaded: " + e, e);
    }

    /// The first that a class loader finds of a service and that is wanted. What stands behind it on the class path is
    /// neither made nor initialised, so that it can do no harm.
    /// @param wanted gives what is made of it; empty if it is not the one
    /// @throws BadInput if a class that comes before it cannot be loaded
    public static <T, R> Optional<R> first(Class<T> service, ClassLoader loader, Function<T, Optional<R>> wanted) {
        try {
            for (T one : loader(service, loader)) { // which makes them one by one
                Optional<R> found = wanted.apply(one);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw unusable(e);
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
