using System.Collections.Immutable;
using Beacon.Actors.Control.Client;
using Beacon.Dashboard.Living;
using Beacon.Plans;
using Beacon.Records.Reading;

namespace Beacon.Dashboard.Logs;

/// <summary>What is known of the run whose logs are read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">The path of its record folder.</param>
/// <param name="Components">The names of its components, also of those that have not started.</param>
internal sealed record LogFacts(string Id, string Folder, ImmutableArray<string> Components)
{
    /// <summary>When it started; null: that is not known.</summary>
    public DateTimeOffset? StartedAt { get; private init; }

    /// <summary>The time since its start.</summary>
    public TimeSpan Elapsed(TimeProvider time) => time.GetUtcNow() - (StartedAt ?? time.GetUtcNow());

    /// <summary>Whether it lasts.</summary>
    public bool IsLiving(DashboardOptions options) => LivingRun.In(options.Results).Any(run => run.Id == Id);

    /// <summary>The facts of a run; null: there is no such run.</summary>
    public static LogFacts? Find(DashboardOptions options, string id)
    {
        if (RunFolders.Find(options.Results, id) is not { } folder)
            return null;

        // The first event is published later than its time says.
        var told = RunRecord.EventsOf(folder).Take(2).LastOrDefault();
        var (plan, result) = (PlanOf(folder), default(RunRecord));
        if (plan is null || told is null)
            result = RunRecord.Read(folder);
        return new LogFacts(id, folder, [.. plan?.Components.Select(Name) ?? result!.Result.Components.Select(component => component.Name)])
        {
            StartedAt = told is null ? result?.Result.StartedAt : told.At - told.Elapsed,
        };

        static string Name(ComponentSpec component) => component.Name;
    }

    private static RunPlan? PlanOf(string folder)
    {
        try
        {
            return RunRecord.PlanOf(folder);
        }
        catch (InvalidPlanException)
        {
            return null;
        }
    }
}
