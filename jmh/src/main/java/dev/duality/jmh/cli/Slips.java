// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.workloads.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Words that were typed and are no command of ours: each slip is one line, and names what may have been meant.
final class Slips {
    /// The parser's words about a topic that its own `help` has not.
    private static final Pattern TOPIC = Pattern.compile("Unknown subcommand '(.*)'\\.", Pattern.DOTALL);

    /// The parser's words about an option at the end that lacks its value.
    private static final Pattern WITHOUT_VALUE = Pattern.compile("Missing required parameter for option ");

    /// The parser's words about an option behind which another one stands in place of its value.
    private static final Pattern NO_VALUE =
            Pattern.compile("Expected parameter for option '.*' but found '(.*)'", Pattern.DOTALL);

    private Slips() {}

    static String line(ParameterException slip) {
        CommandSpec command = slip.getCommandLine().getCommandSpec();
        return told(slip, command) + "; see " + command.qualifiedName() + " --help";
    }

    private static String told(ParameterException slip, CommandSpec command) {
        if (slip instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched(), command);
        }
        List<String> unmatched = command.commandLine().getUnmatchedArguments();
        if (!unmatched.isEmpty() && unmatched.getFirst().startsWith("-")) {
            return unmatched(unmatched, command); // and what followed it was taken for something else
        }
        if (slip instanceof MissingParameterException missing) {
            return missing(missing, command);
        }
        Matcher topic = TOPIC.matcher(slip.getMessage());
        if (topic.matches()) {
            return noCommand(topic.group(1), command);
        }
        return slip.getCause() instanceof TypeConversionException wanted && slip.getArgSpec() != null
                ? TypedArguments.complaint(slip.getArgSpec(), slip.getValue(), wanted.getMessage())
                : slip.getMessage();
    }

    /// The first is at fault: what is behind it may have belonged to it.
    private static String unmatched(List<String> words, CommandSpec command) {
        String first = words.getFirst();
        if (first.startsWith("-")) {
            String name = first.split("=", 2)[0];
            return "there is no option '%s'%s".formatted(name, meant(name, options(command)));
        }
        return command.subcommands().isEmpty()
                ? "%s does not take '%s'; %s".formatted(command.name(), first, taken(command))
                : noCommand(first, command);
    }

    /// The words that may stand there instead.
    private static String taken(CommandSpec command) {
        if (command.findOption("--workload") != null) {
            return "a workload is named by --workload";
        }
        return command.positionalParameters().isEmpty()
                ? "it takes options alone"
                : "it takes " + listed(command.positionalParameters()) + " and options";
    }

    private static String missing(MissingParameterException slip, CommandSpec command) {
        if (WITHOUT_VALUE.matcher(slip.getMessage()).lookingAt()) {
            ArgSpec option = slip.getMissing().getFirst();
            return "%s needs %s, and nothing follows it".formatted(TypedArguments.name(option), option.paramLabel());
        }
        Matcher other = NO_VALUE.matcher(slip.getMessage());
        if (other.matches()) {
            ArgSpec option = slip.getMissing().getFirst();
            return "%s needs %s, but '%s' follows it"
                    .formatted(TypedArguments.name(option), option.paramLabel(), other.group(1));
        }
        List<ArgSpec> needed = command.args().stream().filter(ArgSpec::required).toList();
        return "%s needs %s; missing: %s"
                .formatted(
                        command.name(),
                        listed(needed),
                        needed.stream()
                                .filter(one -> isMissing(one, slip.getMissing()))
                                .map(Slips::explained)
                                .collect(Collectors.joining("; ")));
    }

    /// @param told by the parser: of all operands that are missing it may name the first alone
    private static boolean isMissing(ArgSpec argument, List<ArgSpec> told) {
        return told.contains(argument)
                || argument instanceof PositionalParamSpec operand
                        && told.stream()
                                .anyMatch(one -> one instanceof PositionalParamSpec first
                                        && first.index().min() < operand.index().min());
    }

    private static String listed(List<? extends ArgSpec> arguments) {
        return arguments.stream().map(Slips::typed).collect(Collectors.joining(" and "));
    }

    /// As it stands on a command line.
    private static String typed(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static String explained(ArgSpec argument) {
        Iterable<String> words = argument.completionCandidates();
        String what = words == null ? String.join(" ", argument.description()) : "one of " + String.join(", ", words);
        return "%s (%s)".formatted(typed(argument), what.endsWith(".") ? what.substring(0, what.length() - 1) : what);
    }

    private static String noCommand(String word, CommandSpec duality) {
        return "there is no command '%s'%s".formatted(word, meant(word, commands(duality)));
    }

    private static String meant(String typed, List<String> known) {
        if (known.contains("-" + typed)) {
            return "; it has two dashes: -" + typed;
        }
        return Suggestion.of(typed, known).map("; did you mean %s?"::formatted).orElse("");
    }

    private static List<String> options(CommandSpec command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                names.addAll(List.of(option.names()));
            }
        }
        return names;
    }

    private static List<String> commands(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(one -> !one.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Refuses what the parser takes and yet means nothing: an argument of blanks, a list of which every part is blank,
    /// or `--` with nothing behind it.
    /// @throws ParameterException naming it
    static void refuseWhatMeansNothing(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        if (last.commandSpec().helpCommand()
                && !last.isUsageHelpRequested()
                && !last.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(command, last.unmatched()); // the parser lets such a command have any
        }
        if (!parsed.originalArgs().isEmpty() && parsed.originalArgs().getLast().equals("--")) {
            throw new ParameterException(command, "'--' stands at the end, and nothing follows it");
        }
        for (ArgSpec argument : last.commandSpec().args()) {
            boolean isList = !argument.splitRegex().isEmpty();
            for (String typed : argument.originalStringValues()) {
                if (typed.isBlank() || isList && typed.replace(',', ' ').isBlank()) {
                    throw new ParameterException(
                            command,
                            isList
                                    ? "%s names nothing; give one, or several with commas"
                                            .formatted(TypedArguments.name(argument))
                                    : "%s is '%s', which is empty; give a value, or leave it out"
                                            .formatted(TypedArguments.name(argument), typed));
                }
            }
        }
    }
}
