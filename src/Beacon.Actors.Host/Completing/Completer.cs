using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Help;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;

namespace Beacon.Actors.Host.Completing;

/// <summary>What can stand at a place of a command line.</summary>
/// <param name="Words">The words.</param>
/// <param name="TakesFile">Whether a file can.</param>
internal sealed record Candidates(IReadOnlyList<string> Words, bool TakesFile = false);

/// <summary>Finds what can stand at the end of a command line: commands, options, and names from plans and records.</summary>
/// <param name="root">The program.</param>
/// <param name="outside">Names from plans and records.</param>
internal sealed class Completer(CommandTree root, IOutsideNames outside)
{
    private static readonly string[] FileOptions = ["--config", "--versus", "--env-file", "--output", "--junit", "--results"];
    private static readonly string[] RunOptions = ["--run", "--baseline", "--against", "--compare"];
    private static readonly string[] Relations = ["<", ">", "="];
    private static readonly string[] OfComponents = ["COMPONENT", "NAME", "COMPONENTS", "NAMES"];
    private static readonly string[] OfRuns = ["SELECTOR", "RUNS", "RUN"];

    /// <summary>Finds them.</summary>
    /// <param name="words">The words after <c>beacon</c>; the last one is being typed.</param>
    public Candidates Complete(IReadOnlyList<string> words)
    {
        var (command, option, given) = (root, (Option?)null, 0);
        var plans = new List<string>();
        foreach (var word in words.SkipLast(1))
        {
            if (option is not null)
            {
                if (option.Name == "--config")
                    plans.Add(word);
                option = null;
            }
            else if (word.StartsWith('-') && word != "-")
                option = TakesValue(command, word);
            else if (given == 0 && command[word] is { } next)
                command = next;
            else
            {
                given++;
                if (command.Command.Arguments.Any(argument => argument.Name == "PLAN"))
                    plans.Add(word);
            }
        }

        outside.Use(plans);
        var current = words.Count == 0 ? "" : words[^1];
        var found =
            option is not null ? OfOption(option)
            : current.StartsWith("--", StringComparison.Ordinal) && current.IndexOf('=') is > 0 and var equals
                ? Joined(command, current[..equals])
            : current.StartsWith('-') ? new Candidates([.. command.Options.SelectMany(NamesOf)])
            : OfWord(command, given);
        return found with
        {
            Words =
            [
                .. found
                    .Words.Distinct()
                    .Where(word => word.StartsWith(current, StringComparison.Ordinal) && word != current && IsSeen(word)),
            ],
        };
    }

    private Candidates OfWord(CommandTree command, int given)
    {
        if (command.Path == "help")
            return new Candidates([.. (given == 0 ? root : root["runs"]!).Commands.Select(next => next.Command.Name)]);
        if (command.Path == "completion")
            return new Candidates(CompletionScripts.Shells);
        List<string> words = given == 0 ? [.. command.Commands.Select(next => next.Command.Name)] : [];
        var takesFile = false;
        foreach (var argument in command.Command.Arguments)
        {
            if (OfComponents.Contains(argument.Name))
                words.AddRange(outside.Components());
            else if (OfRuns.Contains(argument.Name))
                words.AddRange(outside.Runs());
            else if (argument.Name == "PRESET")
                words.AddRange(StatisticsPresets.Names);
            else if (argument.Name == "SIGNAL" && given > 0)
                words.AddRange(Enum.GetNames<UnixSignal>());
            takesFile |= argument.Name is "PLAN" or "FILE" or "PROGRAM";
        }

        return new Candidates(words, takesFile);
    }

    private Candidates OfOption(Option option) =>
        FileOptions.Contains(option.Name) ? new Candidates([], TakesFile: true)
        : option.Name is "--only" or "--component" ? new Candidates(outside.Components())
        : option.Name == "--name" ? new Candidates(outside.Plans())
        : RunOptions.Contains(option.Name) ? new Candidates(outside.Runs(), TakesFile: option.Name == "--against")
        : option is { Name: "--format", HelpName: StatisticsFormats.HelpName } ? new Candidates(StatisticsFormats.Names)
        : option.Name == "--threshold" ? new Candidates([.. outside.Statistics().Select(name => $"{name}=")])
        : option.Name == "--expect"
            ? new Candidates([.. outside.Statistics().SelectMany(name => Relations.Select(relation => $"{name} {relation}"))])
        : option.Name == "--label" ? new Candidates(outside.Labels())
        : new Candidates(ChoicesOf(option));

    // --only=NAME is one word.
    private Candidates Joined(CommandTree command, string name) =>
        TakesValue(command, name) is { } option && OfOption(option) is var found
            ? found with
            {
                Words = [.. found.Words.Select(word => $"{name}={word}")],
            }
            : new Candidates([]);

    private Option? TakesValue(CommandTree command, string word) =>
        command
            .Command.Options.Concat(root.Command.Options.Where(option => option.Recursive))
            .FirstOrDefault(option => option.ValueType != typeof(bool) && (option.Name == word || option.Aliases.Contains(word)));

    private static IEnumerable<string> NamesOf(Option option) =>
        option.Aliases.Append(option.Name).Where(name => name.StartsWith('-') && name != "-?");

    // table|mermaid|dot|json
    private static string[] ChoicesOf(Option option) =>
        option.Description?.Split(';')[0] is { } text && text.Contains('|') && !text.Contains(' ') ? text.Split('|') : [];

    // A name that does not stand on a line as it is can't be typed either.
    private static bool IsSeen(string word) =>
        word.Length > 0 && !word.Contains('\n') && !word.Contains('\t') && CleanWriter.Cleaned(word) == word;
}
