using System.CommandLine;
using System.CommandLine.Parsing;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs …</c>: the commands that work on run records.</summary>
internal static class RunsCommands
{
    private const string Name = "runs";

    public static Command Create(RunsContext context) =>
        new(Name, "list, show, compare, export and delete run records")
        {
            RunsListCommand.Create(context),
            RunsShowCommand.Create(context),
            RunsLogsCommand.Create(context),
            RunsStatisticsCommand.Create(context),
            RunsCompareCommand.Create(context),
            RunsExportCommand.Create(context),
            RunsReportCommand.Create(context),
            RunsPruneCommand.Create(context),
            RunsReindexCommand.Create(context),
        };

    /// <summary>Whether a command is <c>runs</c> or one of its subcommands.</summary>
    public static bool Contains(CommandResult result) =>
        result.Command.Name == Name || (result.Parent is CommandResult parent && Contains(parent));

    /// <summary>The full name of a command: <c>runs list</c>.</summary>
    public static string PathOf(CommandResult result) =>
        result.Command.Name == Name || result.Parent is not CommandResult parent
            ? result.Command.Name
            : $"{PathOf(parent)} {result.Command.Name}";

    /// <summary>The usage error in the words after <c>runs</c>; null: none, or one that the parser reports.</summary>
    public static string? FindUsageError(ParseResult parsed, IEnumerable<Option> globalOptions)
    {
        var command = parsed.CommandResult.Command;
        var commands = command.Subcommands.Select(one => one.Name).ToList();
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
                return $"unknown option {word}"
                    + Nearest.Suggestion(word, command.Options.Concat(globalOptions).Select(option => option.Name));
            return commands.Count > 0
                ? $"\"{word}\" is not a command of runs; commands: {string.Join(", ", commands)}{Nearest.Suggestion(word, commands)}"
                : $"unexpected word \"{word}\"; see beacon runs {command.Name} --help";
        }

        return commands.Count > 0 ? $"beacon runs needs a command: {string.Join(", ", commands)}" : null;
    }
}
