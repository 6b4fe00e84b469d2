using System.Collections.Immutable;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Benchmarks.Honesty;

/// <summary>The completed runs of a results folder, by the name of their plan, in the order of their starts.</summary>
internal sealed class KeptRuns
{
    private readonly ILookup<string, RunResult> _byPlan;

    public KeptRuns(string results) =>
        _byPlan = (Directory.Exists(results) ? Directory.EnumerateDirectories(results) : [])
            .Where(folder => Path.GetFileName(folder)[0] != '.')
            .Select(folder => RunRecord.Read(folder).Result)
            .Where(run => run.Outcome == RunOutcome.Completed)
            .OrderBy(run => run.StartedAt)
            .ToLookup(run => run.Name);

    /// <summary>The runs of a plan; none: it was not run.</summary>
    public ImmutableArray<RunResult> Of(string plan) => [.. _byPlan[plan]];
}
