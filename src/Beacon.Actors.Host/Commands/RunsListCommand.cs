using System.CommandLine;
using System.Globalization;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.History;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs list</c>: lists the runs in a results folder, newest first, one per line.</summary>
internal static class RunsListCommand
{
    private const int ShownByDefault = 20;

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK",
    ];

    public static Command Create(RunsContext context)
    {
        var name = new Option<string?>("--name") { Description = "only runs of the plan with this name", HelpName = "NAME" };
        var outcome = new Option<string[]>("--outcome")
        {
            Description = $"{string.Join("|", RunSummary.Endings)}; repeatable",
            HelpName = "OUTCOME",
        };
        var since = new Option<string?>("--since")
        {
            Description = "only runs that started within a time (2h, 7d) or since a local date (2026-11-23, 2026-11-23T18:42)",
            HelpName = "WHEN",
        };
        var label = new Option<string?>("--label") { Description = "only runs with this label, warm-ups included", HelpName = "TEXT" };
        var all = new Option<bool>("--all") { Description = $"list all runs; default: the latest {ShownByDefault}" };
        return context.With(
            new Command("list", "list the runs, newest first") { name, label, outcome, since, all },
            (parsed, settings, results) =>
            {
                var filter = new RunFilter(
                    parsed.GetValue(name),
                    parsed.GetValue(label),
                    OutcomesOf(parsed.GetValue(outcome) ?? []),
                    parsed.GetValue(since) is { } when ? TimeOf(when) : null
                );
                return Execute(filter, settings.Json, parsed.GetValue(all), results, context);
            }
        );
    }

    private static int Execute(RunFilter filter, bool json, bool all, string results, RunsContext context)
    {
        var listing = RunListing.Read(results);
        var runs = listing.Runs.Where(filter.Holds).ToList();
        foreach (var note in listing.Notes)
            context.Error.WriteLine($"beacon: {note.Text}{(note.IsForRebuild ? WayOut.RebuildHistory : "")}");
        if (json)
        {
            foreach (var run in runs)
                context.Output.WriteLine(RunSummaryJson.Write(run));
            return ExitCodes.Success;
        }

        if (runs.Count == 0)
            context.Output.WriteLine(DescribeEmptyList(filter, listing, results));
        else
            RunTable.Write(context.Output, all ? runs : [.. runs.Take(ShownByDefault)], DateTimeOffset.UtcNow);
        if (!all && runs.Count > ShownByDefault)
            context.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the latest {ShownByDefault} of {runs.Count:N0} runs; --all lists all, --since, --name, --label and --outcome filter"
                )
            );
        return ExitCodes.Success;
    }

    private static string DescribeEmptyList(RunFilter filter, RunListing listing, string results)
    {
        if (listing.Runs.IsEmpty)
            return $"no run records in {results}; make one with beacon run, or name another folder with --results DIR";
        var names = listing.Runs.Select(run => run.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var isUnknown = filter.Name is { } name && !names.Contains(name);
        var plans = isUnknown
            ? $": no plan is named \"{filter.Name}\"; the plans are {string.Join(", ", names)}{Nearest.Suggestion(filter.Name!, names)}"
            : "";
        return $"none of the {listing.Runs.Length} runs in {results} matches{plans}";
    }

    private static string[] OutcomesOf(string[] words)
    {
        foreach (var word in words)
            if (!RunSummary.Endings.Contains(word))
                throw new BadUsageException(
                    $"--outcome \"{word}\": expected one of {string.Join(", ", RunSummary.Endings)}"
                        + Nearest.Suggestion(word, RunSummary.Endings)
                );
        return words;
    }

    private static DateTimeOffset TimeOf(string text)
    {
        if (DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var date))
            return date;
        if (Durations.TryParse(text, out var ago, out _))
            return DateTimeOffset.UtcNow - ago;
        throw new BadUsageException(
            $"--since \"{text}\" is neither a duration (90s, 30m, 2h, 7d) nor a date (2026-11-23, 2026-11-23T18:42)"
        );
    }

    private sealed record RunFilter(string? Name, string? Label, string[] Outcomes, DateTimeOffset? Since)
    {
        public bool Holds(RunSummary run) =>
            (Name is null || run.Name == Name)
            && (Label is null || run.Label == Label)
            && (Outcomes.Length == 0 || Outcomes.Contains(run.Ending))
            && (Since is null || run.StartedAt >= Since);
    }
}
