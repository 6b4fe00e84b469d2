using Beacon.Actors.Host.Invocation;
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
    private const int Outcome = 3;
    private const int LongestCell = 40;
    private static readonly string[] Headings = ["run", "started", "duration", "outcome", "plan", "label", "differs", "cause"];

    public static void Write(TextWriter output, IReadOnlyList<RunSummary> runs, DateTimeOffset now)
    {
        var rows = runs.Zip(RunDifferences.Of(runs), (run, differs) => (run.Ending, Cells: CellsOf(run, differs, now))).ToList();
        var columns = Enumerable
            .Range(0, Headings.Length)
            .Where(column => column <= Outcome || column == Headings.Length - 1 || rows.Exists(row => row.Cells[column].Length > 0))
            .ToList();
        var widths = Headings.Select((heading, column) => rows.Max(row => Math.Max(heading.Length, row.Cells[column].Length))).ToArray();
        var isTerminal = Terminals.IsTerminal(output);
        var room = isTerminal
            ? Math.Max(8, System.Console.WindowWidth - columns.SkipLast(1).Sum(column => widths[column] + Gap.Length))
            : int.MaxValue;
        var isColoured = isTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

        var clean = StandardStream.Cleaned(output);
        foreach (var (ending, cells) in rows.Prepend((Ending: "", Cells: Headings)))
        {
            var last = columns.FindLast(column => cells[column].Length > 0);
            foreach (var column in columns.TakeWhile(column => column <= last))
            {
                var text = column == Headings.Length - 1 ? Cut(cells[column], room) : cells[column];
                var colour = column == Outcome && isColoured ? ColourOf(ending) : "";
                clean.Trusted.Write(colour);
                clean.Write(
                    column is 1 or 2 ? text.PadLeft(widths[column])
                    : column == last ? text
                    : text.PadRight(widths[column])
                );
                clean.Trusted.Write(colour.Length > 0 ? Reset : "");
                clean.Write(column == last ? "" : Gap);
            }

            clean.WriteLine("");
        }
    }

    private static string[] CellsOf(RunSummary run, string differs, DateTimeOffset now) =>
        [
            $"{new UntrustedText(run.Id)}",
            DurationText.Ago(now - run.StartedAt),
            Durations.Rounded(run.Elapsed),
            run.Ending,
            Cut(run.PlanFile is { } file ? NameOf(file) : "", LongestCell),
            Cut(run.Label is { } label ? RunLabel.Shown(label) : "", LongestCell),
            differs,
            string.Join(", ", WhyOf(run)),
        ];

    // A file of the current folder by its path from there, any other by its name; .conf, which most have, is left out.
    private static string NameOf(string file)
    {
        if (file == PlanChoice.DemoPlan)
            return "demo";
        var path = ScreenPath.Relative(file);
        var shown = Path.IsPathRooted(path) ? Path.GetFileName(path) : path;
        return $"{new UntrustedText(Path.GetExtension(shown) == ".conf" ? Path.ChangeExtension(shown, null) : shown)}";
    }

    private static string Cut(string text, int longest) => text.Length > longest ? $"{text.AsSpan(0, longest - 1)}…" : text;

    private static string ColourOf(string ending) =>
        ending switch
        {
            "completed" => "\u001b[32m",
            "failed" => "\u001b[31m",
            "" => "",
            _ => "\u001b[33m",
        };

    private static IEnumerable<string> WhyOf(RunSummary run)
    {
        if (run.IsWarmup)
            yield return "warm-up";
        if (run is { Outcome: RunOutcome.Failed, Cause: { } cause })
            yield return $"{new UntrustedText(cause.Component is { } component ? $"{component}: " : "")}"
                + JsonValues.NameOf(cause.Kind).Replace('_', ' ');
        else if (run is { Outcome: RunOutcome.Interrupted, Cause: { } asked })
            yield return $"{new UntrustedText(asked.Message)}";
        else if (run.State == RecordState.Complete)
        {
            var others = run.Problems - run.ExpectationsNotMet;
            if (run is { IsComparable: false, IsWarmup: false })
                yield return "not comparable";
            if (run.ExpectationsNotMet > 0)
                yield return $"{run.ExpectationsNotMet} expectation{(run.ExpectationsNotMet == 1 ? "" : "s")} not met";
            if (others > 0)
                yield return others == 1 ? "1 problem" : $"{others} problems";
        }
    }
}
