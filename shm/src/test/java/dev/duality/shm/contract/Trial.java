// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs a contract kit over something, as JUnit would, and tells which checks failed: so a kit is tested by what is
/// broken.
public final class Trial {
    private Trial() {}

    /// Runs all checks of a kit.
    /// @param kit has methods that are `@Test` or `@TestFactory`
    /// @return what each check that failed has said first, by the name of its method
    public static Map<String, String> failures(Object kit) {
        return failures(kit, checks(kit).toList());
    }

    /// Runs one check of a kit.
    /// @param name of its method
    /// @return what it has said if it failed
    public static Optional<String> failure(Object kit, String name) {
        List<Method> named =
                checks(kit).filter(check -> check.getName().equals(name)).toList();
        return Optional.ofNullable(failures(kit, named).get(name));
    }

    private static Stream<Method> checks(Object kit) {
        return Arrays.stream(kit.getClass().getMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class))
                .sorted(Comparator.comparing(Method::getName));
    }

    private static Map<String, String> failures(Object kit, List<Method> checks) {
        if (checks.isEmpty()) {
            throw new IllegalArgumentException(kit.getClass() + " has no such check");
        }
        Map<String, String> failures = new TreeMap<>();
        for (Method check : checks) {
            try {
                run(kit, check);
            } catch (Throwable e) {
                failures.put(check.getName(), String.valueOf(e));
            }
        }
        return failures;
    }

    private static void run(Object kit, Method check) throws Throwable {
        check.setAccessible(true); // the kit's class need not be public
        try {
            if (check.invoke(kit) instanceof Stream<?> nodes) {
                run(nodes);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void run(Stream<?> nodes) throws Throwable {
        try (nodes) {
            for (Object node : nodes.toList()) {
                switch ((DynamicNode) node) {
                    case DynamicTest test -> test.getExecutable().execute();
                    case DynamicContainer container -> run(container.getChildren());
                    default -> throw new IllegalArgumentException("neither a test nor a container: " + node);
                }
            }
        }
    }
}
