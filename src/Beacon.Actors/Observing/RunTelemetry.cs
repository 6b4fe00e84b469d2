using System.Diagnostics;
using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Extensions.Logging;

namespace Beacon.Actors.Observing;

/// <summary>
/// The telemetry of a run under the name <c>Beacon.Actors</c>: a log, a trace and metrics, described in docs/embedding.md. Without a
/// listener it costs nothing, and a listener that fails does not fail the run.
/// </summary>
internal sealed class RunTelemetry
{
    /// <summary>The name of the log's category, the activity source and the meter.</summary>
    public const string Name = "Beacon.Actors";

    private readonly RunLog _log;
    private readonly RunTrace _trace;
    private readonly RunMetrics _metrics;

    /// <summary>Observes a run. Its trace is a child of the current activity.</summary>
    public RunTelemetry(RunPlan plan, ILogger logger) =>
        (_log, _trace, _metrics) = (
            new RunLog(plan.Name, logger),
            new RunTrace(plan.Name, Activity.Current?.Context ?? default),
            new RunMetrics(plan.Name)
        );

    public void Observe(RunEvent happened)
    {
        if (happened is ComponentOutput or MachineSampled or StatisticReported)
            return;

        // The spans of a run overlap: none may become the parent of what this thread does next.
        var current = Activity.Current;
        Activity.Current = null;
        Try(_trace.Observe, happened);
        Try(_metrics.Observe, happened);
        Try(_log.Observe, happened);
        Activity.Current = current;
    }

    private static void Try(Action<RunEvent> observe, RunEvent happened)
    {
        try
        {
            observe(happened);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A listener has thrown. It misses this event; the run goes on.
        }
    }
}
