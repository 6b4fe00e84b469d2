using System.CommandLine;
using System.Globalization;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.History;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs list</c>: the runs in a results folder, the latest first, a line each.</summary>
internal static class RunsListCommand
{
    private const int ShownUsually = 20;

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
        var name = new Option<string?>("--name") { Description = "runs of the plan with this name", HelpName = "NAME" };
        var outcome = new Option<string[]>("--outcome")
        {
            Description = $"{string.Join("|", RunSummary.Endings)}; repeatable",
            HelpName = "OUTCOME",
        };
        var since = new Option<string?>("--since")
        {
            Description = "runs that began within a time (2h, 7d) or since a date (2026-11-23, 2026-11-23T18:42), local time",
            HelpName = "WHEN",
        };
        var all = new Option<bool>("--all") { Description = $"all of them; usually the latest {ShownUsually}" };
        return context.With(
            new Command("list", "the runs, the latest first") { name, outcome, since, all },
            (parsed, settings, results) =>
            {
                var filter = new RunFilter(
                    parsed.GetValue(name),
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
            context.Output.WriteLine(Nothing(filter, listing, results));
        else
            RunTable.Write(context.Output, all ? runs : runs.Take(ShownUsually), DateTimeOffset.UtcNow);
        if (!all && runs.Count > ShownUsually)
            context.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the latest {ShownUsually} of {runs.Count:N0} runs; --all shows all, --since, --name and --outcome choose"
                )
            );
        return ExitCodes.Success;
    }

    private static string Nothing(RunFilter filter, RunListing listing, string results)
    {
        if (listing.Runs.IsEmpty)
            return $"no run records in {results}; beacon run makes one, --results DIR looks elsewhere";
        var names = listing.Runs.Select(run => run.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var isUnknown = filter.Name is { } name && !names.Contains(name);
        return $"none of the {listing.Runs.Length} runs in {results} is like that"
            + (
                isUnknown
                    ? $": no plan is named \"{filter.Name}\"{Nearest.Suggestion(filter.Name!, names)}; there are runs of {string.Join(", ", names)}"
                    : ""
            );
    }

    private static string[] OutcomesOf(string[] words)
    {
        foreach (var word in words)
            if (!RunSummary.Endings.Contains(word))
                throw new BadUsageException(
                    $"--outcome \"{word}\" is none of {string.Join(", ", RunSummary.Endings)}{Nearest.Suggestion(word, RunSummary.Endings)}"
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
            $"--since \"{text}\" is neither a time ago (90s, 30m, 2h, 7d) nor a date (2026-11-23, 2026-11-23T18:42)"
        );
    }

    private sealed record RunFilter(string? Name, string[] Outcomes, DateTimeOffset? Since)
    {
        public bool Holds(RunSummary run) =>
            (Name is null || run.Name == Name)
            && (Outcomes.Length == 0 || Outcomes.Contains(run.Ending))
            && (Since is null || run.StartedAt >= Since);
    }
}
