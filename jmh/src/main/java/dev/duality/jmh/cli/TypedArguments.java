// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.workloads.Suggestion;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/// Turns what is typed on the command line into numbers, words of a list, and names of files. What cannot be turned is
/// complained of by [#complaint], in words, not by names of Java's types.
final class TypedArguments {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,20}");
    /// Not all that Java reads: `2d` and `0x1p4` are none of a user's numbers.
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private TypedArguments() {}

    /// Teaches it to a command and all that it has.
    static void teach(CommandLine line) {
        whole(line, int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, BigInteger::intValueExact);
        whole(line, long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, BigInteger::longValueExact);
        line.registerConverter(double.class, TypedArguments::number);
        line.registerConverter(Double.class, TypedArguments::number);
        line.registerConverter(boolean.class, TypedArguments::flag);
        line.registerConverter(Boolean.class, TypedArguments::flag);
        line.registerConverter(Path.class, TypedArguments::path);
        for (Class<?> list : lists(line, new HashSet<>())) {
            words(line, list);
        }
    }

    /// The complaint about one argument, and what was wanted.
    /// @param wanted the message of what a converter of ours threw
    static String complaint(ArgSpec argument, String typed, String wanted) {
        return "%s is '%s'%s".formatted(name(argument), typed, wanted);
    }

    /// As a user knows it.
    static String name(ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private interface Narrowing<T> {
        T of(BigInteger number);
    }

    private static <T> void whole(
            CommandLine line, Class<T> primitive, Class<T> boxed, long least, long most, Narrowing<T> narrowing) {
        ITypeConverter<T> converter = text -> {
            String stripped = text.strip();
            if (!WHOLE.matcher(stripped).matches()) {
                throw new TypeConversionException(", but must be a whole number");
            }
            BigInteger number = new BigInteger(stripped);
            if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
                throw new TypeConversionException(", but must be a whole number from %d to %d".formatted(least, most));
            }
            return narrowing.of(number);
        };
        line.registerConverter(primitive, converter);
        line.registerConverter(boxed, converter);
    }

    private static Double number(String text) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            throw new TypeConversionException(", but must be a number");
        }
        return Double.valueOf(text.strip());
    }

    private static Boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException(", but must be true or false, or without a value");
        };
    }

    private static Path path(String text) {
        if (!text.isBlank()) {
            try {
                return Path.of(text);
            } catch (InvalidPathException _) { // as if it were blank
            }
        }
        throw new TypeConversionException(", but must be the name of a file or folder");
    }

    private static Set<Class<?>> lists(CommandLine line, Set<Class<?>> found) {
        line.getCommandSpec().args().stream()
                .flatMap(argument -> Arrays.stream(argument.auxiliaryTypes()))
                .filter(Class::isEnum)
                .forEach(found::add);
        line.getSubcommands().values().forEach(command -> lists(command, found));
        return found;
    }

    private static <T> void words(CommandLine line, Class<T> list) {
        List<T> all = List.of(list.getEnumConstants());
        List<String> words = all.stream().map(Object::toString).toList();
        line.registerConverter(
                list,
                text -> all.stream()
                        .filter(one -> one.toString().equalsIgnoreCase(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> {
                            String meant = Suggestion.question(text, words);
                            return new TypeConversionException((meant.isEmpty() ? ", but" : "; " + meant + "it")
                                    + " must be one of " + String.join(", ", words));
                        }));
    }
}
