using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>The words that <c>beacon</c> understands. Whatever is wrong with them ends with exit code 2 and the way out.</summary>
internal sealed class BeaconCommandLine
{
    private static readonly string[] Available = ["run", "verify", "plan", "repeat", "runs"];
    private static readonly string[] Later = ["ps", "logs", "stop", "restart", "agent", "import", "init", "dashboard"];

    private static readonly string[] Formats = ["table", "mermaid", "dot", "json"];

    private readonly Option<string[]> _config = new("--config")
    {
        Description = "HOCON file; repeatable, a later one wins",
        HelpName = "FILE",
        Recursive = true,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "one setting over the files; repeatable",
        HelpName = "PATH=VALUE",
        Recursive = true,
    };
    private readonly Option<string[]> _only = new("--only")
    {
        Description = "this component and what it depends on; repeatable",
        HelpName = "NAME",
        Recursive = true,
    };
    private readonly Option<string?> _results = new("--results")
    {
        Description = "folder for run records",
        HelpName = "DIR",
        Recursive = true,
    };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "one JSON event a line on standard output, human words on standard error",
        Recursive = true,
    };
    private readonly Option<bool> _follow = new("--follow") { Description = "show what the components print" };
    private readonly Option<bool> _plain = new("--plain") { Description = "no colour, no live bar" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "problems and the verdict only" };
    private readonly Option<string> _format = new("--format")
    {
        Description = string.Join("|", Formats),
        DefaultValueFactory = _ => "table",
    };
    private readonly Argument<string?> _rootDuration = DurationArgument();
    private readonly Argument<string?> _runDuration = DurationArgument();
    private readonly Argument<string> _repeatCount = new("N") { Description = "how many runs" };
    private readonly Argument<string?> _repeatDuration = DurationArgument();
    private readonly Option<string[]> _versus = new("--versus")
    {
        Description = "another plan, run in turn and compared with that of --config; repeatable as that",
        HelpName = "FILE",
    };
    private readonly ComparisonOptions _comparison = new();
    private readonly RootCommand _root;
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    private BeaconCommandLine(TextWriter output, TextWriter error)
    {
        (_output, _error) = (output, error);
        _root = new RootCommand("Runs a system of programs as one bounded, repeatable experiment.")
        {
            _rootDuration,
            _config,
            _set,
            _only,
            _results,
            _json,
            _follow,
            _plain,
            _quiet,
        };
        var run = new Command("run", "run the plan (the default)") { _runDuration, _follow, _plain, _quiet };
        var verify = new Command("verify", "check the plan and its prerequisites, start nothing");
        var plan = new Command("plan", "show the plan") { _format };
        _root.Subcommands.Add(run);
        _root.Subcommands.Add(verify);
        _root.Subcommands.Add(plan);
        var repeat = new Command("repeat", "several runs in a row, what they have in common, and how they compare")
        {
            _repeatCount,
            _repeatDuration,
            _versus,
            _plain,
        };
        _comparison.AddTo(repeat);
        _root.Subcommands.Add(repeat);
        _root.Subcommands.Add(RunsCommands.Create(new RunsContext(parsed => SettingsOf(parsed, null), output, error)));
        _root.SetAction((parsed, _) => RunAsync(parsed, _rootDuration));
        run.SetAction((parsed, _) => RunAsync(parsed, _runDuration));
        verify.SetAction((parsed, _) => Task.FromResult(VerifyCommand.Execute(SettingsOf(parsed, null), output, error)));
        repeat.SetAction((parsed, _) => RepeatAsync(parsed));
        plan.SetAction((parsed, _) => Task.FromResult(PlanCommand.Execute(SettingsOf(parsed, null), output, error)));
    }

    /// <summary>Does what the words say; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        var line = new BeaconCommandLine(output, error);
        var parsed = line._root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (line.WhatIsWrong(args, parsed) is { } problem)
            return Refusal.Of(args.Contains("--json"), output, error).Refuse([problem], ExitCodes.BadUsage);

        // The termination time-out of the parser library would take the signals that are ours.
        var exitCode = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = error,
            }
        );

        // Of a run the exit code is the verdict, which the record tells too; of all else what is written is all there is.
        return exitCode == ExitCodes.Success && StandardStream.IsOutputBroken && !line.IsRun(parsed)
            ? ExitCodes.PrerequisiteMissing
            : exitCode;
    }

    private static Argument<string?> DurationArgument() =>
        new("DURATION")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "whole seconds (30), or 500ms, 30s, 5m, 1h, or infinite; default: the plan's",
        };

    private Problem? WhatIsWrong(string[] args, ParseResult parsed)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?" or "--version"))
            return null;

        if (
            parsed.GetValue(_rootDuration) is null
            && RunsCommands.Has(parsed.CommandResult)
            && RunsCommands.WhatIsWrong(parsed, _root.Options.Where(option => option.Recursive)) is { } wrongRuns
        )
            return Usage(wrongRuns);

        var words = parsed
            .UnmatchedTokens.Prepend(parsed.GetValue(_rootDuration))
            .Append(parsed.CommandResult.Command == _root ? null : parsed.GetValue(_runDuration) ?? parsed.GetValue(_repeatDuration))
            .OfType<string>()
            .ToList();
        foreach (var word in words)
            if ((word.StartsWith("--", StringComparison.Ordinal) ? WrongOption(word, parsed) : WrongWord(word)) is { } wrong)
                return Usage(wrong);

        if (parsed.Errors.Count > 0)
            return Usage(string.Join(" ", parsed.Errors.Select(error => error.Message)) + " See beacon --help.");

        if (parsed.CommandResult.Command != _root && parsed.GetValue(_rootDuration) is { } lost)
            return Usage($"\"{lost}\" stands before \"{CommandOf(parsed)}\"; the command comes first: beacon {CommandOf(parsed)}");
        if (
            !IsRun(parsed)
            && RunOptions
                .Except(parsed.CommandResult.Command.Options)
                .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })
                is { } option
        )
            return Usage(OnlyWithRun(option.Name, parsed));
        if (parsed.GetValue(_format) is { } format && !Formats.Contains(format))
            return Usage($"--format \"{format}\" is none of {string.Join(", ", Formats)}{Nearest.Suggestion(format, Formats)}");
        return null;
    }

    private bool IsRun(ParseResult parsed) => parsed.CommandResult.Command.Name is "run" || parsed.CommandResult.Command == _root;

    private Option[] RunOptions => [_follow, _plain, _quiet];

    private static string OnlyWithRun(string option, ParseResult parsed) => $"{option} goes with run, not with {CommandOf(parsed)}";

    private static string CommandOf(ParseResult parsed) =>
        RunsCommands.Has(parsed.CommandResult) ? RunsCommands.PathOf(parsed.CommandResult) : parsed.CommandResult.Command.Name;

    private string WrongOption(string word, ParseResult parsed) =>
        RunOptions.Any(option => option.Name == word)
            ? OnlyWithRun(word, parsed)
            : $"unknown option {word}{Nearest.Suggestion(word, _root.Options.Concat(parsed.CommandResult.Command.Options).Select(option => option.Name))}";

    private static string? WrongWord(string word)
    {
        if (Later.Contains(word))
            return $"\"{word}\" is not available in this version; available are {string.Join(", ", Available)}";
        if (Durations.TryParseCommandLine(word, out _, out var error))
            return null;

        // A word that begins like a number was meant as a duration, any other as a command.
        return word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '-' or '.')
            ? error
            : $"\"{word}\" is neither a command ({string.Join(", ", Available)}) nor a duration (30, 500ms, 30s, 5m, 1h, infinite){Nearest.Suggestion(word, [.. Available, .. Later, "infinite"])}";
    }

    private static Problem Usage(string message) => new(ProblemKind.BadUsage, message);

    private Task<int> RunAsync(ParseResult parsed, Argument<string?> duration) =>
        RunCommand.ExecuteAsync(SettingsOf(parsed, parsed.GetValue(duration)), _output, _error);

    private Task<int> RepeatAsync(ParseResult parsed) =>
        RepeatCommand.ExecuteAsync(
            parsed.GetValue(_repeatCount)!,
            [.. parsed.GetValue(_versus) ?? []],
            _comparison.Of(parsed),
            SettingsOf(parsed, parsed.GetValue(_repeatDuration)),
            _output,
            _error
        );

    private CommandSettings SettingsOf(ParseResult parsed, string? duration) =>
        new()
        {
            Duration = duration,
            Config = [.. parsed.GetValue(_config) ?? []],
            Set = [.. parsed.GetValue(_set) ?? []],
            Only = [.. parsed.GetValue(_only) ?? []],
            Results = parsed.GetValue(_results),
            Json = parsed.GetValue(_json),
            Follow = parsed.GetValue(_follow),
            Plain = parsed.GetValue(_plain),
            Quiet = parsed.GetValue(_quiet),
            Format = parsed.GetValue(_format) ?? "table",
        };
}
