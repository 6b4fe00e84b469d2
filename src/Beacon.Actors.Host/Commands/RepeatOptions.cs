using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

namespace Beacon.Actors.Host.Commands;

/// <summary>The options of <c>repeat</c> that say which runs there are, beside those of the comparison.</summary>
internal sealed class RepeatOptions
{
    private const int MostWarmups = 1_000;

    private readonly Option<string[]> _versus = new("--versus")
    {
        Description = "a second plan, run in turn with that of --config and compared with it; repeatable",
        HelpName = "FILE",
    };
    private readonly Option<string?> _warmup = new("--warmup")
    {
        Description = "runs before those that count, of each plan; they are recorded, but not compared",
        HelpName = "N",
    };
    private readonly Option<string?> _prepare = new("--prepare")
    {
        Description = "a shell command to run before each run, warm-ups included; if it fails, no further run follows",
        HelpName = "COMMAND",
    };

    /// <summary>Adds all options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_versus);
        command.Options.Add(_warmup);
        command.Options.Add(_prepare);
    }

    /// <summary>What is wrong with the values; null: nothing.</summary>
    public string? FindProblem(ParseResult parsed) =>
        parsed.GetValue(_warmup) is { } text && WarmupsOf(text) is null
            ? $"--warmup \"{text}\": expected the number of warm-up runs, a whole number from 0 to {MostWarmups}"
        : parsed.GetValue(_prepare) is { } command && string.IsNullOrWhiteSpace(command) ? "--prepare is empty; leave it out"
        : null;

    public RepeatRequest Of(ParseResult parsed) =>
        new([.. parsed.GetValue(_versus) ?? []], WarmupsOf(parsed.GetValue(_warmup) ?? "0") ?? 0, parsed.GetValue(_prepare));

    private static int? WarmupsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostWarmups ? count : null;
}

/// <summary>What a command line asks of a series of runs.</summary>
/// <param name="Versus">The files of the second plan; empty: there is none.</param>
/// <param name="Warmups">How many runs of each plan come before those that count.</param>
/// <param name="Prepare">The shell command before each run; null: none.</param>
internal sealed record RepeatRequest(ImmutableArray<string> Versus, int Warmups, string? Prepare);
