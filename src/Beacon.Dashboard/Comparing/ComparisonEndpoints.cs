using System.Globalization;
using System.Text.Json;
using Beacon.Dashboard.Api;
using Beacon.Dashboard.Living;
using Beacon.Plans.Text;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Reading;
using Beacon.Reports.Exporting;
using Beacon.Reports.Pages;

namespace Beacon.Dashboard.Comparing;

/// <summary>Comparisons and trends: <c>/api/v1/compare</c>, <c>/api/v1/trends</c>.</summary>
internal static class ComparisonEndpoints
{
    // More points could not be distinguished in a chart.
    private const int RunsOfHistory = 100;
    private const int RunsOfBaseline = 10;
    private const int LatestByDefault = 5;
    private const int IdsNamed = 2;

    private static readonly ComparisonAdvice Advice = new();

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Comparisons");
        api.MapGet(
                "/compare",
                (DashboardOptions options, string? baseline, string? runs, bool? force) =>
                    Answer(() => Compare(options.Results, baseline, runs, force == true), WriteJson)
            )
            .WithSummary("Two sides compared, each named by ids, last:N or label:TEXT, separated by commas");
        api.MapGet(
                "/trends",
                (DashboardOptions options, RunList list, string? plan, int? latest) =>
                    Answer(() => Latest(options.Results, plan, latest), trend => WriteTrendJson(trend, LeftOutOf(trend, list)))
            )
            .WithSummary("The latest runs of a plan compared with the ten before them, and the runs that were left out");

        var pages = app.MapGroup("/pages").ExcludeFromDescription();
        pages.MapGet(
            "/compare",
            (DashboardOptions options, string? baseline, string? runs, bool? force) =>
                Answer(() => Compare(options.Results, baseline, runs, force == true), comparison => WritePage(comparison, options.Results))
        );
        pages.MapGet(
            "/trends",
            (DashboardOptions options, RunList list, string? plan, int? latest) =>
                Answer(
                    () => Latest(options.Results, plan, latest),
                    trend => WritePage(trend, options.Results, LeftOutRuns.Html(LeftOutOf(trend, list)))
                )
        );
    }

    // Since the first run that a trend compares.
    private static IReadOnlyList<RunSummary> LeftOutOf(Comparison trend, RunList list)
    {
        var first = trend.Baseline.Runs.Concat(trend.Candidate.Runs).Min(run => run.StartedAt);
        return LeftOutRuns.Of(list.All.Where(run => run.Name == trend.Candidate.Runs[0].Name && run.StartedAt >= first));
    }

    private static string WriteTrendJson(Comparison trend, IEnumerable<RunSummary> leftOut) =>
        $"{WriteJson(trend)[..^1]},\"leftOut\":[{string.Join(',', leftOut.Select(RunSummaryJson.Write))}]}}";

    private static string WriteJson(Comparison comparison) => ComparisonJson.Write(comparison, Advice);

    private static string WritePage(Comparison comparison, string results, string besides = "")
    {
        var plans = comparison.Baseline.Runs.Concat(comparison.Candidate.Runs).Select(run => run.Name);
        var history = SideSelector.History(plans, RunsOfHistory, results);
        return JsonSerializer.Serialize(ComparisonPage.Html(comparison, history, Advice) + besides, ApiJson.Readable.String);
    }

    private static Comparison Compare(string results, string? baseline, string? runs, bool force)
    {
        var (before, after) = (SideOf(results, "baseline", baseline), SideOf(results, "runs", runs));
        return Comparison.Of(before, after, SettingsOf(after, results) with { Force = force });
    }

    private static Comparison Latest(string results, string? plan, int? latest)
    {
        if (plan is not { Length: > 0 })
            throw new ComparisonException("plan: the name of a plan is expected");
        if (latest is < 1 or > RunsOfHistory)
            throw new ComparisonException($"latest={latest}: a number of runs from 1 to {RunsOfHistory} is expected");
        var count = latest ?? LatestByDefault;
        var runs = SideSelector.History([plan], count, results);
        if (runs.Count == 0)
            throw new ComparisonException($"there is no comparable run of the plan {new UntrustedText(plan)} yet");
        var name = string.Create(CultureInfo.InvariantCulture, $"the latest {runs.Count} of {plan}");
        var candidate = new NamedRuns(name, runs);
        return Comparison.Of(SideSelector.Before(RunsOfBaseline, candidate, plan, results), candidate, SettingsOf(candidate, results));
    }

    // On the command line a selector may be the path of a record anywhere; from outside it names one of this folder.
    private static NamedRuns SideOf(string results, string parameter, string? selectors)
    {
        if (selectors is not { Length: > 0 })
            throw new ComparisonException($"{parameter}: ids of runs are expected, separated by commas, or last:N, or label:TEXT");
        var named = selectors.Split(RunLabel.Selector, 2)[0];
        if (named.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || named.Split(',').Any(part => part.Trim().StartsWith('.')))
            throw new ComparisonException($"{parameter}=\"{new UntrustedText(selectors)}\": a run is named by its id here, not by a path");
        var side = SideSelector.Select(selectors, results);
        return side.Runs.All(run => Path.GetDirectoryName(run.Record) == results)
            ? side with
            {
                Name = NameOf(side),
            }
            : throw new ComparisonException($"{parameter}=\"{new UntrustedText(selectors)}\": there is no such run in this results folder");
    }

    // A list of ids is as long as many lines of a page.
    private static string NameOf(NamedRuns side) =>
        side.Name.Split(',') is { Length: > IdsNamed } ids && !side.Name.Contains(RunLabel.Selector, StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{ids[0]} and {ids.Length - 1} more")
            : side.Name;

    private static ComparisonSettings SettingsOf(NamedRuns candidate, string results) =>
        new() { Rules = SideSelector.RulesOf(candidate, results) };

    private static IResult Answer(Func<Comparison> compare, Func<Comparison, string> write)
    {
        try
        {
            return Results.Text(write(compare()), "application/json; charset=utf-8");
        }
        catch (NoSuchRunException exception)
        {
            return Refusal.Of(StatusCodes.Status404NotFound, "no_such_run", exception.Message);
        }
        catch (ComparisonException exception)
        {
            var canBeForced = exception.Fault is ComparisonFault.NothingComparable or ComparisonFault.MixedPlans;
            return Refusal.Of(StatusCodes.Status400BadRequest, canBeForced ? "needs_force" : "not_comparable", exception.Message);
        }
    }
}
