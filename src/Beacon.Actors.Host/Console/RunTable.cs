using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Json;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The table of <c>beacon runs list</c>, as lines of text: the console library would take a second to lay out ten thousand rows.
/// </summary>
internal static class RunTable
{
    private const string Gap = "  ";
    private const string Reset = "\u001b[0m";
    private static readonly string[] Headings = ["run", "started", "duration", "outcome", "cause"];

    public static void Write(TextWriter output, IEnumerable<RunSummary> runs, DateTimeOffset now)
    {
        var rows = runs.Select(run => (Ending: run.Ending, Cells: CellsOf(run, now))).ToList();
        var widths = Headings.Select((heading, column) => rows.Max(row => Math.Max(heading.Length, row.Cells[column].Length))).ToArray();
        var isTerminal = Terminals.IsTerminal(output);
        var room = isTerminal
            ? Math.Max(8, System.Console.WindowWidth - widths[..^1].Sum() - (Gap.Length * (widths.Length - 1)))
            : int.MaxValue;
        var isColoured = isTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

        var clean = StandardStream.Cleaned(output);
        WriteLine(clean, Headings, widths, room, "");
        foreach (var (ending, cells) in rows)
            WriteLine(clean, cells, widths, room, isColoured ? ColourOf(ending) : "");
    }

    private static string[] CellsOf(RunSummary run, DateTimeOffset now) =>
        [$"{new UntrustedText(run.Id)}", DurationText.Ago(now - run.StartedAt), Durations.Rounded(run.Elapsed), run.Ending, WhyOf(run)];

    // Numbers are aligned right, text left; the outcome is coloured, and the last column is cut to the width of the terminal.
    private static void WriteLine(CleanWriter output, string[] cells, int[] widths, int room, string colour)
    {
        var why = cells[4].Length > room ? $"{cells[4].AsSpan(0, room - 1)}…" : cells[4];
        var ended = why.Length > 0 ? cells[3].PadRight(widths[3]) : cells[3];
        output.Write(string.Join(Gap, cells[0].PadRight(widths[0]), cells[1].PadLeft(widths[1]), cells[2].PadLeft(widths[2]), ""));
        output.Trusted.Write(colour);
        output.Write(ended);
        output.Trusted.Write(colour.Length > 0 ? Reset : "");
        output.WriteLine(why.Length > 0 ? $"{Gap}{why}" : "");
    }

    private static string ColourOf(string ending) =>
        ending switch
        {
            "completed" => "\u001b[32m",
            "failed" => "\u001b[31m",
            _ => "\u001b[33m",
        };

    private static string WhyOf(RunSummary run) =>
        run switch
        {
            { Outcome: RunOutcome.Failed, Cause: { } cause } =>
                $"{new UntrustedText(cause.Component is { } component ? $"{component}: " : "")}"
                    + JsonValues.NameOf(cause.Kind).Replace('_', ' '),
            { Outcome: RunOutcome.Interrupted, Cause: { } cause } => $"{new UntrustedText(cause.Message)}",
            { State: not RecordState.Complete } => "",
            { IsComparable: false } => $"not comparable, {Count(run.Problems)}",
            { Problems: > 0 } => Count(run.Problems),
            _ => "",
        };

    private static string Count(int problems) => problems == 1 ? "1 problem" : $"{problems} problems";
}
