using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// Parses the command line of <c>beacon</c> and runs the command. A usage error ends with exit code 2 and says what would be right.
/// </summary>
internal sealed class BeaconCommandLine
{
    private static readonly string[] Available = ["run", "verify", "plan", "repeat", "runs"];
    private static readonly string[] Reserved = ["ps", "logs", "stop", "restart", "agent", "import", "init", "dashboard"];

    private static readonly string[] Formats = ["table", "mermaid", "dot", "json"];

    private readonly Option<string[]> _config = new("--config")
    {
        Description = "plan file (HOCON); repeatable, later files override earlier ones",
        HelpName = "FILE",
        Recursive = true,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "override one setting of the plan; repeatable",
        HelpName = "PATH=VALUE",
        Recursive = true,
    };
    private readonly Option<string[]> _only = new("--only")
    {
        Description = "run only this component and its dependencies; repeatable",
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
        Description = "write one JSON event per line to standard output, messages to standard error",
        Recursive = true,
    };
    private readonly Option<bool> _follow = new("--follow") { Description = "show the output of the components" };
    private readonly Option<bool> _plain = new("--plain") { Description = "no colours, no live table" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "show only problems and the verdict" };
    private readonly Option<string> _format = new("--format")
    {
        Description = string.Join("|", Formats),
        DefaultValueFactory = _ => "table",
    };
    private readonly Argument<string?> _rootDuration = DurationArgument();
    private readonly Argument<string?> _runDuration = DurationArgument();
    private readonly Argument<string> _repeatCount = new("N") { Description = "number of runs" };
    private readonly Argument<string?> _repeatDuration = DurationArgument();
    private readonly Option<string[]> _versus = new("--versus")
    {
        Description = "a second plan, run in turn with that of --config and compared with it; repeatable",
        HelpName = "FILE",
    };
    private readonly ComparisonOptions _comparison = new();
    private readonly ScreenOptions _screen = new();
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
        var verify = new Command("verify", "check the plan and its prerequisites; start nothing");
        var plan = new Command("plan", "show the plan") { _format };
        _root.Subcommands.Add(run);
        _root.Subcommands.Add(verify);
        _root.Subcommands.Add(plan);
        var repeat = new Command("repeat", "run the plan N times; summarise the runs, compare them with a baseline or a second plan")
        {
            _repeatCount,
            _repeatDuration,
            _versus,
            _plain,
        };
        _comparison.AddTo(repeat);
        foreach (var command in (Command[])[_root, run, repeat])
            _screen.AddTo(command);
        _root.Subcommands.Add(repeat);
        _root.Subcommands.Add(RunsCommands.Create(new RunsContext(parsed => SettingsOf(parsed, null), output, error)));
        _root.SetAction((parsed, _) => RunAsync(parsed, _rootDuration));
        run.SetAction((parsed, _) => RunAsync(parsed, _runDuration));
        verify.SetAction((parsed, _) => Task.FromResult(VerifyCommand.Execute(SettingsOf(parsed, null), output, error)));
        repeat.SetAction((parsed, _) => RepeatAsync(parsed));
        plan.SetAction((parsed, _) => Task.FromResult(PlanCommand.Execute(SettingsOf(parsed, null), output, error)));
    }

    /// <summary>Runs the command; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        (output, error) = (StandardStream.Cleaned(output), StandardStream.Cleaned(error));
        var line = new BeaconCommandLine(output, error);
        var parsed = line._root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (line.FindUsageError(args, parsed) is { } problem)
            return new Refusal(args.Contains("--json"), output, error).Refuse([problem], ExitCodes.BadUsage);

        // The parser library would handle SIGINT and SIGTERM itself; the host does that.
        var exitCode = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = error,
            }
        );

        // A run has its record beside its output; every other command has failed if its output could not be written.
        return exitCode == ExitCodes.Success && StandardStream.IsOutputBroken && !line.IsRun(parsed)
            ? ExitCodes.PrerequisiteMissing
            : exitCode;
    }

    private static Argument<string?> DurationArgument() =>
        new("DURATION")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "seconds (30) or a time with its unit (500ms, 30s, 5m, 1h), or infinite; default: the plan's",
        };

    private Problem? FindUsageError(string[] args, ParseResult parsed)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?" or "--version"))
            return null;

        if (
            parsed.GetValue(_rootDuration) is null
            && RunsCommands.Contains(parsed.CommandResult)
            && RunsCommands.FindUsageError(parsed, _root.Options.Where(option => option.Recursive)) is { } runsError
        )
            return Usage(runsError);

        var words = parsed
            .UnmatchedTokens.Prepend(parsed.GetValue(_rootDuration))
            .Append(parsed.CommandResult.Command == _root ? null : parsed.GetValue(_runDuration) ?? parsed.GetValue(_repeatDuration))
            .OfType<string>()
            .ToList();
        foreach (var word in words)
            if (
                (word.StartsWith("--", StringComparison.Ordinal) ? DescribeUnknownOption(word, parsed) : DescribeUnknownWord(word)) is
                { } error
            )
                return Usage(error);

        if (parsed.Errors.Count > 0)
            return Usage(string.Join(" ", parsed.Errors.Select(error => error.Message)) + " See beacon --help.");

        if (parsed.CommandResult.Command != _root && parsed.GetValue(_rootDuration) is { } misplaced)
            return Usage($"\"{misplaced}\" is written before \"{CommandOf(parsed)}\"; the command comes first: beacon {CommandOf(parsed)}");
        if (
            !IsRun(parsed)
            && RunOptions
                .Except(parsed.CommandResult.Command.Options)
                .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })
                is { } option
        )
            return Usage(OnlyWithRun(option.Name, parsed));
        if (parsed.GetValue(_format) is { } format && !Formats.Contains(format))
            return Usage($"--format \"{format}\": expected one of {string.Join(", ", Formats)}{Nearest.Suggestion(format, Formats)}");
        return null;
    }

    private bool IsRun(ParseResult parsed) => parsed.CommandResult.Command.Name is "run" || parsed.CommandResult.Command == _root;

    private Option[] RunOptions => [_follow, _plain, _quiet, .. _screen.All];

    private static string OnlyWithRun(string option, ParseResult parsed) => $"{option} is an option of run, not of {CommandOf(parsed)}";

    private static string CommandOf(ParseResult parsed) =>
        RunsCommands.Contains(parsed.CommandResult) ? RunsCommands.PathOf(parsed.CommandResult) : parsed.CommandResult.Command.Name;

    private string DescribeUnknownOption(string word, ParseResult parsed)
    {
        if (RunOptions.Any(option => option.Name == word))
            return OnlyWithRun(word, parsed);
        var known = _root.Options.Concat(parsed.CommandResult.Command.Options).Select(option => option.Name);
        return $"unknown option {word}{Nearest.Suggestion(word, known)}";
    }

    private static string? DescribeUnknownWord(string word)
    {
        if (Reserved.Contains(word))
            return $"\"{word}\" is not available in this version; available commands: {string.Join(", ", Available)}";
        if (Durations.TryParseCommandLine(word, out _, out var error))
            return null;

        // A word that starts like a number was meant as a duration, any other as a command.
        return word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '-' or '.')
            ? error
            : $"\"{word}\" is neither a command ({string.Join(", ", Available)}) nor a duration (30, 500ms, 30s, 5m, 1h, infinite)"
                + Nearest.Suggestion(word, [.. Available, .. Reserved, "infinite"]);
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
            Screen = _screen.Of(parsed),
            Format = parsed.GetValue(_format) ?? "table",
        };
}
