using System.CommandLine;
using Beacon.Actors.Host.Completing;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Help;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// Parses the command line of <c>beacon</c> and runs the command. A usage error ends with exit code 2 and says what would be right.
/// </summary>
internal sealed class BeaconCommandLine
{
    // Words that this version does not have.
    private static readonly string[] Reserved = ["agent", "hosts", "import", "faults"];

    private static readonly string[] Formats = ["table", "mermaid", "dot", "json"];

    private readonly Option<string[]> _config = new("--config", "-c")
    {
        Description = "plan file (HOCON); repeatable, later files override earlier ones; - is standard input",
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
    private readonly Option<string[]> _expect = new("--expect")
    {
        Description = "what must hold at the end, else exit code 5, such as 'tick-to-trade.p99 < 50us'; repeatable",
        HelpName = "CONDITION",
        Recursive = true,
    };
    private readonly Option<string?> _results = new("--results")
    {
        Description = "folder for run records; default: BEACON_RESULTS, or the plan's",
        HelpName = "DIR",
        Recursive = true,
    };
    private readonly Option<string?> _environmentFile = new("--env-file")
    {
        Description = "variables for ${VAR} in the plan, below the environment; default: .env beside the plan",
        HelpName = "FILE",
        Recursive = true,
    };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "write one JSON event per line to standard output, messages to standard error",
        Recursive = true,
    };
    private readonly Option<bool> _follow = new("--follow") { Description = "show the output of the components" };
    private readonly Option<bool> _plain = new("--plain") { Description = "no colours, no live table" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "show only problems and the verdict" };
    private readonly Option<bool> _detached = UpCommand.DetachedOption();
    private readonly Option<string> _format = new("--format")
    {
        Description = string.Join("|", Formats),
        DefaultValueFactory = _ => "table",
    };
    private readonly Dictionary<Command, PlanWords> _words = [];
    private readonly Option<string?> _label = new("--label")
    {
        Description = "what to call the run: it is listed with it, and label:TEXT finds it",
        HelpName = "TEXT",
    };
    private readonly (Option<bool> Beside, Option<bool> Keep) _dashboard = DashboardCommand.RunOptions();
    private readonly RepeatOptions _repeat = new();
    private readonly ComparisonOptions _comparison = new();
    private readonly ScreenOptions _screen = new();
    private readonly RootCommand _root;
    private string[] _program = [];
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    private BeaconCommandLine(TextWriter output, TextWriter error)
    {
        (_output, _error) = (output, error);
        _root = new RootCommand("Runs a system of programs as one bounded, repeatable experiment.")
        {
            _config,
            _set,
            _only,
            _expect,
            _environmentFile,
            _results,
            _json,
            _follow,
            _plain,
            _quiet,
            _label,
            _dashboard.Beside,
            _dashboard.Keep,
        };
        var run = new Command("run", "run the plan (the default)")
        {
            _follow,
            _plain,
            _quiet,
            _detached,
            _label,
            _dashboard.Beside,
            _dashboard.Keep,
        };
        var demo = new Command("demo", "run the demo, a small trading system")
        {
            _follow,
            _plain,
            _quiet,
            _dashboard.Beside,
            _dashboard.Keep,
        };
        var verify = new Command("verify", "check the plan and its prerequisites; start nothing");
        var plan = new Command("plan", "show the plan") { _format };
        _root.Subcommands.Add(run);
        _root.Subcommands.Add(demo);
        _root.Subcommands.Add(verify);
        _root.Subcommands.Add(plan);
        var repeat = new Command("repeat", "run the plan N times; summarise the runs, compare them with a baseline or a second plan")
        {
            _plain,
            _label,
        };
        _repeat.AddTo(repeat);
        _comparison.AddTo(repeat);
        foreach (var command in (Command[])[_root, run, repeat])
            _screen.AddTo(command);
        _root.Subcommands.Add(repeat);
        _root.Subcommands.Add(RunsCommands.Create(new RunsContext(SettingsOf, output, error)));
        _root.Subcommands.Add(DashboardCommand.Create(new RunsContext(SettingsOf, output, error)));
        foreach (var command in ControlCommands.Create(new ControlContext(SettingsOf, output, error)))
            _root.Subcommands.Add(command);
        Take(_root.Subcommands.Single(command => command.Name == UpCommand.Word), new PlanWords()).Options.Add(_label);
        _root.Subcommands.Add(InitCommand.Create(() => _program, output, error));
        _root.Subcommands.Add(DoctorCommand.Create(SettingsOf, output));
        _root.Subcommands.Add(PresetsCommand.Create(output, error));
        _root.Subcommands.Add(SchemaCommand.Create(output));
        foreach (var command in HelpCommands.Create(_root, output, error))
            _root.Subcommands.Add(command);
        foreach (var command in (Command[])[_root, run, demo])
            Take(command, new PlanWords(takesPlan: command != demo)).SetAction((parsed, _) => RunAsync(parsed));
        Take(repeat, new PlanWords(takesCount: true)).SetAction((parsed, _) => RepeatAsync(parsed));
        Take(verify, new PlanWords(takesDuration: false))
            .SetAction((parsed, _) => Task.FromResult(VerifyCommand.Execute(SettingsOf(parsed), output, error)));
        Take(plan, new PlanWords(takesDuration: false))
            .SetAction((parsed, _) => Task.FromResult(PlanCommand.Execute(SettingsOf(parsed), output, error)));
    }

    private IReadOnlyList<string> Available => [.. _root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)];

    private Command Take(Command command, PlanWords words)
    {
        _words[command] = words;
        return words.AddTo(command);
    }

    /// <summary>The commands that there are, as the help shows them.</summary>
    internal static CommandTree Tree => CommandTree.Of(new BeaconCommandLine(TextWriter.Null, TextWriter.Null)._root);

    /// <summary>Runs the command; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        (output, error) = (StandardStream.Cleaned(output), StandardStream.Cleaned(error));
        var line = new BeaconCommandLine(output, error);
        if (CompleteCommand.Execute(args, line._root, ResultsVariable, output) is { } completed)
            return completed;
        (args, line._program) = InitCommand.Split(args);
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

    private Problem? FindUsageError(string[] args, ParseResult parsed)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?" or "--version"))
            return null;

        var atRoot = _words[_root].Words(parsed);
        if (
            atRoot.Count == 0
            && RunsCommands.Contains(parsed.CommandResult)
            && RunsCommands.FindUsageError(parsed, _root.Options.Where(option => option.Recursive)) is { } runsError
        )
            return Usage(runsError);

        var command = parsed.CommandResult.Command;
        var own = _words.GetValueOrDefault(command);
        foreach (var word in parsed.UnmatchedTokens.Concat(atRoot).Concat(own?.WordsButCount(parsed) ?? []))
            if ((IsOption(word) ? DescribeUnknownOption(word, parsed) : DescribeUnknownWord(word)) is { } error)
                return Usage(error);

        if (command != _root && atRoot is [var misplaced, ..])
            return Usage(
                $"\"{misplaced}\" is written before \"{CommandOf(parsed)}\"; "
                    + $"the command comes first: beacon {CommandOf(parsed)} {misplaced}"
            );
        if (parsed.UnmatchedTokens.Prepend(own?.FindExcess(parsed)).FirstOrDefault(word => word is not null) is { } excess)
            return Usage($"unexpected word \"{excess}\"; see beacon {(command == _root ? "" : $"{CommandOf(parsed)} ")}--help");
        if (own is { TakesCount: true } && own.Count(parsed) is null)
            return Usage("beacon repeat needs the number of runs: beacon repeat N [DURATION]");
        if (parsed.Errors.Count > 0)
            return Usage(string.Join(" ", parsed.Errors.Select(error => error.Message)) + " See beacon --help.");
        if (
            CommandTree.Of(_root)[command.Name]?.ForeignOptions.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is
            { } foreign
        )
            return Usage($"{foreign.Name} means nothing to {command.Name}; leave it out");
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
        if (parsed.GetValue(_label) is { } label && RunLabel.WhyNot(label) is { } wrong)
            return Usage($"--label: {wrong}");
        if (_repeat.FindProblem(parsed) is { } misrepeated)
            return Usage(misrepeated);
        return null;
    }

    private bool IsRun(ParseResult parsed) => parsed.CommandResult.Command.Name is "run" or "demo" || parsed.CommandResult.Command == _root;

    // -5 is a duration below zero.
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.';

    private Option[] RunOptions => [_follow, _plain, _quiet, _label, _dashboard.Beside, _dashboard.Keep, .. _screen.All];

    private static string OnlyWithRun(string option, ParseResult parsed) => $"{option} is an option of run, not of {CommandOf(parsed)}";

    private static string CommandOf(ParseResult parsed) =>
        RunsCommands.Contains(parsed.CommandResult) ? RunsCommands.PathOf(parsed.CommandResult) : parsed.CommandResult.Command.Name;

    private string DescribeUnknownOption(string word, ParseResult parsed)
    {
        if (RunOptions.Any(option => option.Name == word))
            return OnlyWithRun(word, parsed);
        var known = _root
            .Options.Where(option => option.Recursive)
            .Concat(parsed.CommandResult.Command.Options)
            .Select(option => option.Name);
        return $"unknown option {word}{Nearest.Suggestion(word, known)}";
    }

    private string? DescribeUnknownWord(string word)
    {
        if (Reserved.Contains(word))
            return $"\"{word}\" is not available in this version; available commands: {string.Join(", ", Available)}";
        if (Durations.TryParseCommandLine(word, out _, out var error) || PlanWords.IsPlan(word))
            return null;

        // A word that starts like a number was meant as a duration, any other as a command.
        return word.Length > 0 && (char.IsAsciiDigit(word[0]) || word is ['-' or '.', _, ..])
            ? error
            : $"\"{word}\" is neither a command ({string.Join(", ", Available)}), nor a duration (30, 5m, infinite), nor a plan file"
                + Nearest.Suggestion(word, [.. Available, .. Reserved, "infinite"]);
    }

    private static Problem Usage(string message) => new(ProblemKind.BadUsage, message);

    private Task<int> RunAsync(ParseResult parsed) => RunCommand.ExecuteAsync(SettingsOf(parsed), _output, _error);

    private Task<int> RepeatAsync(ParseResult parsed) =>
        RepeatCommand.ExecuteAsync(
            _words[parsed.CommandResult.Command].Count(parsed)!,
            _repeat.Of(parsed),
            _comparison.Of(parsed),
            SettingsOf(parsed),
            _output,
            _error
        );

    private CommandSettings SettingsOf(ParseResult parsed)
    {
        var words = _words.GetValueOrDefault(parsed.CommandResult.Command);
        string[] named =
            parsed.CommandResult.Command.Name == "demo"
                ? [PlanChoice.DemoPlan]
                : [.. words?.Plan(parsed) is { } plan ? [plan] : (string[])[]];
        return new()
        {
            Duration = words?.Duration(parsed),
            Config = [.. named, .. parsed.GetValue(_config) ?? []],
            EnvironmentFile = parsed.GetValue(_environmentFile),
            Set = [.. parsed.GetValue(_set) ?? []],
            Only = [.. parsed.GetValue(_only) ?? []],
            Expect = [.. parsed.GetValue(_expect) ?? []],
            Results = parsed.GetValue(_results) ?? ResultsVariable,
            Label = parsed.GetValue(_label),
            Json = parsed.GetValue(_json),
            Follow = parsed.GetValue(_follow),
            Plain = parsed.GetValue(_plain),
            Quiet = parsed.GetValue(_quiet),
            Screen = _screen.Of(parsed),
            Dashboard =
                parsed.GetValue(_dashboard.Keep) ? DashboardChoice.Kept
                : parsed.GetValue(_dashboard.Beside) ? DashboardChoice.Beside
                : DashboardChoice.None,
            Detached = parsed.GetValue(_detached),
            Format = parsed.GetValue(_format) ?? "table",
        };
    }

    private static string? ResultsVariable =>
        Environment.GetEnvironmentVariable("BEACON_RESULTS") is { Length: > 0 } results ? results : null;
}
