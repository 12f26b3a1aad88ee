// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.PlainText;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Complaints about a JSON file, in the words of somebody who wrote it and has never heard of the library that reads
/// it: where, what stands there, and what must.
public final class JsonComplaint {
    private static final int LONGEST = 300;
    private static final String SETTINGS = ", from `"; // from here on the library tells how to set it up

    private JsonComplaint() {}

    /// Such as `plan[3].workers: it is missing`.
    public static String of(JacksonException e) {
        return where(e) + shortened(why(e));
    }

    /// Such as `plan[3].workers: `, or the line if it is not even JSON.
    private static String where(JacksonException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        if (!path.isEmpty()) {
            return shortened(path.substring(path.startsWith(".") ? 1 : 0)) + ": ";
        }
        TokenStreamLocation place = e.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : "line %d, column %d: ".formatted(place.getLineNr(), place.getColumnNr());
    }

    /// The record's own complaint, if it made one.
    private static String why(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException complaint) {
            return String.valueOf(complaint.getMessage());
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case InvalidTypeIdException kind ->
                kind.getTypeId() == null
                        ? "it does not say what it is"
                        : "there is no such kind as " + kind.getTypeId();
            case MismatchedInputException other -> mismatched(other);
            case StreamConstraintsException large ->
                "it is larger than is read: " + before(SETTINGS, large.getOriginalMessage());
            case UnexpectedEndOfInputException _ -> "the text ends too early";
            case InputCoercionException number -> "the number does not fit; it must be " + kind(number.getTargetType());
            case StreamReadException text -> notJson(text.getOriginalMessage());
            default -> "it is no JSON that can be read";
        };
    }

    private static String unknown(UnrecognizedPropertyException e) {
        return "there is no such key as '%s'; there are %s"
                .formatted(
                        e.getPropertyName(),
                        e.getKnownPropertyIds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static String mismatched(MismatchedInputException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Missing creator property")) {
            return "it is missing";
        }
        if (message.startsWith("Trailing token")) {
            return "something stands behind the end";
        }
        String must = "it must be " + kind(e.getTargetType());
        if (message.contains("`null`")) {
            return "it is null; " + must;
        }
        return e instanceof InvalidFormatException format
                ? "it is %s, but must be %s".formatted(format.getValue(), kind(e.getTargetType()))
                : must;
    }

    private static String notJson(String message) {
        if (message.startsWith("Duplicate")) {
            return message.replaceFirst("Duplicate Object property (\".*\").*", "the key $1 stands twice");
        }
        return message.contains("UTF-8") ? "it is no text in UTF-8" : "it is no JSON from here on";
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class
                || type == OptionalInt.class
                || type == OptionalLong.class) {
            return "a whole number" + (type == int.class ? " below 2,147,483,648" : "");
        }
        if (type == double.class || type == Double.class || type == OptionalDouble.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text in quotes";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time such as 2026-11-28T09:30:00Z";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list in [ ]";
        }
        return type == Optional.class ? "something else" : "an object in { }";
    }

    private static String before(String mark, String text) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at) + ")";
    }

    private static String shortened(String message) {
        String line = PlainText.line(message.lines().findFirst().orElse(""));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
