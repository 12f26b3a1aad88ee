// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a class's body, or of a file, without its comments and literals.
record SourceText(String text) {
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    static SourceText of(String source) {
        return new SourceText(NO_CODE.matcher(source).replaceAll("0"));
    }

    /// The body of a class; empty if it is not there.
    /// @param types the class, behind those around it; a number stands for a class without a name
    SourceText in(List<String> types) {
        SourceText body = this;
        for (String type : types) {
            if (!Character.isDigit(type.charAt(0))) {
                Matcher declared = Pattern.compile("\\b(?:class|record|interface|enum) " + type + "\\b[^{;]*\\{")
                        .matcher(body.text);
                body = new SourceText(declared.find() ? block(body.text, declared.end()) : "");
            }
        }
        return Character.isDigit(types.getLast().charAt(0)) ? body : body.withoutClasses();
    }

    private SourceText withoutClasses() {
        Matcher declared = Pattern.compile("\\b(?:class|record|interface|enum) \\w+\\b[^{;]*\\{")
                .matcher(text);
        StringBuilder own = new StringBuilder();
        int from = 0;
        while (declared.find(from)) {
            own.append(text, from, declared.start());
            from = declared.end() + block(text, declared.end()).length();
        }
        return new SourceText(own.append(text.substring(from)).toString());
    }

    /// The number of times that methods of a name make calls of a name.
    long calls(String method, String call) {
        Matcher declared = Pattern.compile("(?m)^ +[\\w<>\\[\\],.@? ]+ " + method + "\\([^;{}]*\\)[\\w\\s,.]*\\{")
                .matcher(text);
        Pattern calls = Pattern.compile("\\." + call + "\\(");
        long count = 0;
        while (declared.find()) {
            count += calls.matcher(block(text, declared.end())).results().count();
        }
        return count;
    }

    /// The text from behind an opening brace to before the one that closes it.
    private static String block(String text, int start) {
        int depth = 1;
        int end = start;
        while (depth > 0) {
            depth += switch (text.charAt(end)) {
                case '{' -> 1;
                case '}' -> -1;
                default -> 0;
            };
            end++;
        }
        return text.substring(start, end - 1);
    }
}
