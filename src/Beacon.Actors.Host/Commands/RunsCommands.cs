using System.CommandLine;
using System.CommandLine.Parsing;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs …</c>: what can be done with the records that runs have left.</summary>
internal static class RunsCommands
{
    private const string Name = "runs";

    public static Command Create(RunsContext context) =>
        new(Name, "the run records")
        {
            RunsListCommand.Create(context),
            RunsShowCommand.Create(context),
            RunsLogsCommand.Create(context),
            RunsCompareCommand.Create(context),
            RunsExportCommand.Create(context),
            RunsReportCommand.Create(context),
            RunsPruneCommand.Create(context),
            RunsReindexCommand.Create(context),
        };

    /// <summary>Whether it is <c>runs</c> or one of its commands.</summary>
    public static bool Has(CommandResult result) => result.Command.Name == Name || (result.Parent is CommandResult parent && Has(parent));

    /// <summary>The words that lead to a command: <c>runs list</c>.</summary>
    public static string PathOf(CommandResult result) =>
        result.Command.Name == Name || result.Parent is not CommandResult parent
            ? result.Command.Name
            : $"{PathOf(parent)} {result.Command.Name}";

    /// <summary>What is wrong with the words after <c>runs</c>; null: nothing that is not the parser's to tell.</summary>
    public static string? WhatIsWrong(ParseResult parsed, IEnumerable<Option> everywhere)
    {
        var command = parsed.CommandResult.Command;
        var commands = command.Subcommands.Select(one => one.Name).ToList();
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
                return $"unknown option {word}{Nearest.Suggestion(word, command.Options.Concat(everywhere).Select(option => option.Name))}";
            return commands.Count > 0
                ? $"\"{word}\" is no command of runs, which has {string.Join(", ", commands)}{Nearest.Suggestion(word, commands)}"
                : $"\"{word}\" is one word too many; see beacon runs {command.Name} --help";
        }

        return commands.Count > 0 ? $"beacon runs needs a command: {string.Join(", ", commands)}" : null;
    }
}
