using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Reports.Exporting;

/// <summary>The texts of a comparison, the same on the screen, in Markdown and in reports.</summary>
public static partial class ComparisonText
{
    private const int MostDigits = 5;
    private const int MostDecimals = 9;
    private const int MostCharacters = 60;
    private const int MostNames = 3;
    private const int ManyStatistics = 5;

    /// <summary>
    /// The overall verdict in a sentence: <c>regression: 1 of 12 statistics is worse: algorithm.p99 +5.2 % (+3.1 … +6.9 %)</c>.
    /// </summary>
    public static string Headline(Comparison comparison)
    {
        var judged = comparison.Statistics.Where(statistic => statistic.IsDecisive).ToList();
        var (worse, better, open) = (
            CountOf(judged, ComparisonVerdict.Regression),
            CountOf(judged, ComparisonVerdict.Improvement),
            CountOf(judged, ComparisonVerdict.NoVerdict)
        );
        if (worse > 0)
            return $"regression: {Count(worse)} of {Count(judged.Count, "statistic")} {Are(worse)} worse: "
                + NamesOf(comparison.Regressions);
        if (judged.Count == 0)
            return "no verdict: no statistic is a time or a rate, and none has a threshold";
        var (fewer, more) = (
            Math.Min(comparison.Baseline.Runs.Length, comparison.Candidate.Runs.Length),
            Math.Max(comparison.Baseline.Runs.Length, comparison.Candidate.Runs.Length)
        );
        if (open == judged.Count && fewer < RequiredRuns.Fewest(Comparison.FalseAlarms / judged.Count, more))
            return $"no verdict: {Count(fewer, "run")} {Are(fewer)} too few for {Count(open, "statistic")}";
        if (open == judged.Count)
            return $"no verdict on {Count(open, "statistic")}";
        var gained = better == 0 ? "" : $", {Count(better)} {Are(better)} better";
        return open == 0
            ? $"no regression: none of {Count(judged.Count, "statistic")} is worse{gained}"
            : $"no regression found in {Count(judged.Count, "statistic")}{gained}, no verdict on {Count(open)}";
    }

    /// <summary>What to do next, with the command names of the advice; null: nothing.</summary>
    public static string? Next(Comparison comparison, ComparisonAdvice advice)
    {
        var open = comparison.Statistics.Where(statistic => statistic is { IsDecisive: true, RunsNeeded: not null }).ToList();
        if (comparison.Regressions.FirstOrDefault() is { } worse)
        {
            var isMachine = comparison.Differences.Any(difference => difference.IsMachine);
            return isMachine
                ? $"the machines differ (above): run both sides in turn on one machine{advice.Alternate}, to see whether that is the cause"
                : $"if the change may cost that much, allow it{advice.Tolerate(worse.Key.Path)}; otherwise find the cause";
        }

        if (open.Count == 0)
            return comparison.Statistics.Any(statistic => statistic is { IsDecisive: true, ReasonKind: NoVerdictReason.Drift })
                ? $"run both sides in turn{advice.Alternate}"
                : null;
        var judged = comparison.Statistics.Count(statistic => statistic.IsDecisive);
        var needed = open.Max(statistic => statistic.RunsNeeded!.Value);
        var soonest = open.Min(statistic => statistic.RunsNeeded!.Value);
        var isEnough = comparison.Baseline.Runs.Length >= needed;
        var all =
            open.Exists(statistic => statistic.Baseline.Count < 2 || statistic.Candidate.Count < 2)
                ? $"a verdict needs at least {Count(needed)}; how many, the spread of a few will show"
            : needed == soonest ? $"about {Count(needed)} would give a verdict"
            : $"about {Count(soonest)} would give the first verdict, {Count(needed)} all of them";
        if (judged > ManyStatistics)
            all += $"; or name the statistics that matter{advice.NameDecisive}: fewer statistics need fewer runs";
        return isEnough ? $"more runs of {CleanText.Line(comparison.Candidate.Name)}: {all}" : $"more runs per side: {all}";
    }

    /// <summary>
    /// What a single candidate run says, for which no verdict is possible: whether it lies where the baseline expects one more run. Null:
    /// the candidate has several runs, or the baseline has one.
    /// </summary>
    public static string? SingleRun(Comparison comparison)
    {
        var judged = comparison.Statistics.Where(statistic => statistic is { IsDecisive: true, Prediction: not null }).ToList();
        if (judged.Count == 0)
            return null;
        var runs = Count(comparison.Baseline.Runs.Length);
        var beyond = judged.Where(compared => !compared.Prediction!.Holds(compared.Candidate.Median)).ToList();
        if (beyond.Count == 0)
            return $"the single run lies within the range of the {runs} runs of the baseline in {Count(judged.Count, "statistic")}";
        var named = beyond
            .Take(MostNames)
            .Select(compared =>
                $"{compared.Key.Path} {Value(compared, compared.Candidate.Median)} "
                + $"({Value(compared, compared.Prediction!.Low)} … {Value(compared, compared.Prediction.High)})"
            );
        var byChance = judged.Sum(compared => compared.Prediction!.ChanceBeyond).ToString("0.#", CultureInfo.InvariantCulture);
        return $"the single run lies outside of the range of the {runs} runs of the baseline in {Count(beyond.Count)} of "
            + $"{Count(judged.Count, "statistic")}, of which about {byChance} would be by chance: "
            + string.Join(", ", named)
            + (beyond.Count > MostNames ? ", …" : "");
    }

    /// <summary>Whether a statistic that decides has a verdict.</summary>
    public static bool HasVerdict(Comparison comparison) =>
        comparison.Statistics.Any(statistic => statistic is { IsDecisive: true, Verdict: not ComparisonVerdict.NoVerdict });

    /// <summary>
    /// The statistics in the order in which they are shown: what decides the comparison first, of regressions the largest, then what has
    /// changed, then what has no verdict yet, the nearest to one first.
    /// </summary>
    public static IEnumerable<StatisticComparison> InOrder(Comparison comparison)
    {
        var components = comparison.Statistics.Select(compared => compared.Key.Component).Distinct().ToList();
        return comparison
            .Statistics.OrderBy(RankOf)
            .ThenByDescending(compared =>
                compared.Verdict == ComparisonVerdict.Regression ? Math.Abs(compared.ShareOf(compared.Difference)) : 0
            )
            .ThenBy(compared => components.IndexOf(compared.Key.Component))
            .ThenBy(compared => compared.RunsNeeded ?? int.MaxValue);
    }

    /// <summary>Remarks to read before the numbers: other differences between the sides, runs that are left out, outliers.</summary>
    public static IEnumerable<string> Remarks(Comparison comparison)
    {
        foreach (var difference in comparison.Differences)
            yield return Trait(difference);
        foreach (var compared in comparison.Statistics.Where(compared => compared.IsWorthListing && compared.SignsDiffer))
            yield return SignsDiffer(compared);
        foreach (var run in comparison.Baseline.LeftOut.Concat(comparison.Candidate.LeftOut))
            yield return $"left out {NotComparable(run)}";
        if (comparison.IsForced)
            foreach (var run in comparison.Baseline.Runs.Concat(comparison.Candidate.Runs).Where(run => !run.NotComparable.IsEmpty))
                yield return $"FORCED, though {NotComparable(run)}";
        foreach (var aside in comparison.Statistics.SelectMany(statistic => statistic.SetAside).GroupBy(value => value.Run))
            yield return $"set aside {CleanText.Line(aside.Key)}: an outlier in {Count(aside.Count(), "statistic")}";
        foreach (var rule in comparison.UnusedRules)
            yield return $"{rule.Source} \"{CleanText.Line($"{rule}")}\" matches no statistic of these runs";
    }

    /// <summary>The verdict on one statistic: <c>worse</c>, <c>no verdict: too noisy; about 12 runs needed</c>.</summary>
    internal static string Verdict(StatisticComparison compared) =>
        compared.Verdict switch
        {
            ComparisonVerdict.Regression => "worse",
            ComparisonVerdict.Improvement => "better",
            ComparisonVerdict.WithinTolerance when compared.Difference == 0 => "the same",
            ComparisonVerdict.WithinTolerance when compared is { IsDecisive: true, Better: Better.Same } => $"within {Tolerated(compared)}",
            ComparisonVerdict.WithinTolerance => compared.IsDecisive ? $"not worse than {Tolerated(compared)}" : "not changed",
            ComparisonVerdict.Changed => "changed",
            _ => CleanText.Line(
                $"no verdict: {compared.Reason}{(compared.RunsNeeded is { } runs ? $"; about {Count(runs)} runs needed" : "")}"
            ),
        };

    /// <summary>
    /// The verdict on one statistic as a sign: <c>✗</c> worse, <c>✓</c> better, <c>≠</c> changed, <c>=</c> within the tolerance,
    /// <c>?</c> no verdict.
    /// </summary>
    public static string Mark(StatisticComparison compared) =>
        compared.Verdict switch
        {
            ComparisonVerdict.Regression => "✗",
            ComparisonVerdict.Improvement => "✓",
            ComparisonVerdict.Changed => "≠",
            ComparisonVerdict.WithinTolerance => "=",
            _ => "?",
        };

    /// <summary>The verdict on one statistic in one or two words: <c>worse</c>, or the number of runs needed: <c>12 runs</c>.</summary>
    public static string Word(StatisticComparison compared) =>
        compared switch
        {
            { Verdict: not ComparisonVerdict.NoVerdict } => Verdict(compared).Replace("not worse than ", "≤ "),
            { RunsNeeded: { } runs } => $"{Count(runs)} runs",
            { Baseline.Count: 0 } => "new",
            { Candidate.Count: 0 } => "gone",
            { ReasonKind: NoVerdictReason.Drift } => "drifts",
            { ReasonKind: NoVerdictReason.UnitsDiffer } => "other unit",
            _ => $"> {Count(RequiredRuns.Most)} runs",
        };

    /// <summary>A value with unit and decimals of the printed statistic, at most five digits: <c>4.621 µs</c>; NaN: a dash.</summary>
    public static string Value(StatisticComparison compared, double value) =>
        Value(value, compared.Unit, compared.Baseline.Values.Concat(compared.Candidate.Values));

    /// <summary>A value with the unit and the decimals of the printed statistic: <c>4.621 µs</c>; NaN: a dash.</summary>
    public static string Value(StatisticSummary summary, double value) => Value(value, summary.Unit, summary.Sample.Values);

    private static string Value(double value, string unit, IEnumerable<RunValue> printed)
    {
        if (double.IsNaN(value))
            return "–";
        var whole = Math.Abs(value) < 1 ? 1 : (int)Math.Log10(Math.Abs(value)) + 1;
        var decimals = Math.Min(
            printed.Select(each => DecimalsOf(each.Text)).DefaultIfEmpty(0).Max(),
            value == 0 ? 0 : Math.Max(0, MostDigits - whole)
        );

        // The median of an even number of counts may be fractional.
        if (decimals == 0 && value != Math.Truncate(value))
            decimals = 1;
        var number = value.ToString($"N{Math.Min(decimals, MostDecimals)}", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {CleanText.Line(unit)}";
    }

    /// <summary>A difference in percent of the baseline: <c>+5.0 %</c>; in the unit of the values if that is zero; NaN: a dash.</summary>
    public static string Difference(StatisticComparison compared, double difference)
    {
        if (double.IsNaN(difference))
            return "–";
        if (double.IsInfinity(difference))
            return "?";
        if (compared.ShareOf(difference) is var share && !double.IsNaN(share))
            return Percent(share);
        return (difference > 0 ? "+" : "") + Value(compared, difference);
    }

    /// <summary>
    /// The confidence interval of the difference: <c>+3.1 … +6.9 %</c>; of too few runs <c>unknown</c>; empty: there is no difference to
    /// estimate.
    /// </summary>
    public static string Interval(StatisticComparison compared)
    {
        if (double.IsInfinity(compared.Low))
            return double.IsNaN(compared.Difference) ? "" : "unknown";
        var (low, high) = (Difference(compared, compared.Low), Difference(compared, compared.High));
        return low == high ? low : $"{low.Replace(" %", "")} … {high}";
    }

    /// <summary>The spread in percent of the median: <c>±2.1 %</c>.</summary>
    public static string Spread(Sample sample) =>
        sample switch
        {
            { Count: < 2 } => "",
            { Spread: 0 } => "±0",
            { Median: 0 } => string.Create(CultureInfo.InvariantCulture, $"±{sample.Spread:0.###}"),
            _ => $"±{Percent(sample.Spread / Math.Abs(sample.Median))[1..]}",
        };

    /// <summary>Another difference between the sides: <c>kernel: 6.8.0 → 6.9.1</c>.</summary>
    internal static string Trait(TraitDifference difference)
    {
        var unknown = difference.IsSetting ? "not set" : "not known";
        var (before, after) = (Known(difference.Baseline, unknown), Known(difference.Candidate, unknown));
        return CleanText.Line($"{difference.Trait}{(difference.IsSetting ? "" : ":")} {before} → {after}");
    }

    /// <summary>A run that is not comparable, with the reasons: <c>20261123-…: the machine was overloaded</c>.</summary>
    internal static string NotComparable(RunResult run) => CleanText.Line($"{run.Id}: {string.Join("; ", run.NotComparable)}");

    private static string SignsDiffer(StatisticComparison compared)
    {
        var isHigher = compared.Candidate.Median > compared.Baseline.Median;
        return CleanText.Line(
            $"{compared.Key.Path}: the candidate's median is {(isHigher ? "higher" : "lower")}, but most pairs of a run of each side "
                + $"differ the other way ({Difference(compared, compared.Difference)}, interval {Interval(compared)}): the runs form groups"
        );
    }

    private static int RankOf(StatisticComparison compared) =>
        compared.Verdict switch
        {
            ComparisonVerdict.Regression => 0,
            ComparisonVerdict.Improvement => 1,
            ComparisonVerdict.Changed => 2,
            ComparisonVerdict.NoVerdict when compared.IsDecisive => 3,
            ComparisonVerdict.WithinTolerance when compared.IsDecisive => 4,
            _ => 5,
        };

    private static string NamesOf(IEnumerable<StatisticComparison> statistics)
    {
        var names = statistics
            .Select(compared => $"{compared.Key.Path} {Difference(compared, compared.Difference)} ({Interval(compared)})")
            .ToList();
        return string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? ", …" : "");
    }

    private static string Tolerated(StatisticComparison compared)
    {
        var sign = compared.Better switch
        {
            Better.Lower => "+",
            Better.Higher => "-",
            _ => "±",
        };
        return compared.ShareOf(compared.Margin) is var share && !double.IsNaN(share) && compared.Margin > 0
            ? $"{sign}{Percent(share)[1..]}"
            : $"{sign}{Value(compared, compared.Margin)}";
    }

    // Always signed, with three significant digits and at most two decimals.
    private static string Percent(double share)
    {
        var percent = share * 100;
        var format = Math.Abs(percent) switch
        {
            0 => "0",
            < 0.01 => "0.####",
            < 1 => "0.##",
            < 100 => "0.0",
            _ => "N0",
        };
        var text = Math.Abs(percent).ToString(format, CultureInfo.InvariantCulture);
        return $"{(percent < 0 ? "-" : "+")}{text} %";
    }

    private static int DecimalsOf(string text) => Decimals().Match(text).Groups["decimals"].Length;

    private static int CountOf(IEnumerable<StatisticComparison> statistics, ComparisonVerdict verdict) =>
        statistics.Count(statistic => statistic.Verdict == verdict);

    private static string Count(int count, string noun = "") =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)}{(noun.Length == 0 ? "" : count == 1 ? $" {noun}" : $" {noun}s")}";

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static string Known(IReadOnlyCollection<string> values, string unknown) =>
        values.Count == 0 ? unknown : string.Join(", ", values.Select(Short));

    private static string Short(string value) => value.Length <= MostCharacters ? value : $"{value[..(MostCharacters - 1)]}…";

    [GeneratedRegex(@"^[^0-9]*[0-9][0-9,]*\.(?<decimals>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Decimals();
}
