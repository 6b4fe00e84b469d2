using System.Diagnostics.Metrics;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Observing;

/// <summary>
/// A run's metrics, with units in UCUM and names in a namespace of their own, as OpenTelemetry's conventions ask: <c>process.*</c> is the
/// embedding program's.
/// </summary>
internal sealed class RunMetrics(string plan)
{
    private static readonly Meter Meter = new(RunTelemetry.Name);

    // The usual bounds of histograms are made for requests in milliseconds.
    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram(
        "beacon.run.duration",
        "s",
        "From a run's start to its complete record",
        null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400] }
    );

    private static readonly Histogram<double> StartDuration = Meter.CreateHistogram(
        "beacon.component.start.duration",
        "s",
        "From the start of a component's process to its readiness",
        null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] }
    );

    private static readonly Counter<long> Restarts = Meter.CreateCounter<long>(
        "beacon.component.restarts",
        "{restart}",
        "Restarts of components"
    );
    private static readonly Counter<long> Problems = Meter.CreateCounter<long>(
        "beacon.run.problems",
        "{problem}",
        "What went wrong in runs"
    );
    private static readonly Counter<double> CpuTime = Meter.CreateCounter<double>(
        "beacon.component.cpu.time",
        "s",
        "CPU time that components' process trees have used"
    );
    private static readonly Gauge<long> Memory = Meter.CreateGauge<long>(
        "beacon.component.memory.usage",
        "By",
        "Resident memory of components' process trees"
    );

    private readonly Dictionary<string, TimeSpan> _cpuTimes = [];

    public void Observe(RunEvent happened)
    {
        switch (happened)
        {
            case ComponentStarting starting:
                _cpuTimes.Remove(starting.Component);
                break;
            case ComponentReady ready:
                StartDuration.Record(ready.After.TotalSeconds, Plan, Component(ready.Component));
                break;
            case ResourcesSampled sampled:
                var before = _cpuTimes.GetValueOrDefault(sampled.Component);
                if (sampled.Usage.CpuTime > before)
                    CpuTime.Add((sampled.Usage.CpuTime - before).TotalSeconds, Plan, Component(sampled.Component));
                _cpuTimes[sampled.Component] = sampled.Usage.CpuTime;
                Memory.Record(sampled.Usage.Processes == 0 ? 0 : sampled.Usage.RssBytes, Plan, Component(sampled.Component));
                break;
            case ComponentExited exited:
                Memory.Record(0, Plan, Component(exited.Component));
                break;
            case ComponentRestarting restarting:
                Restarts.Add(1, Plan, Component(restarting.Component));
                break;
            case ProblemRaised { Problem: var problem }:
                Problems.Add(1, Plan, new("beacon.problem.kind", JsonValues.NameOf(problem.Kind)), Component(problem.Component));
                break;
            case RunFinished finished:
                RunDuration.Record(finished.Elapsed.TotalSeconds, Plan, new("beacon.run.outcome", JsonValues.NameOf(finished.Outcome)));
                break;
        }
    }

    private KeyValuePair<string, object?> Plan => new("beacon.plan.name", plan);

    private static KeyValuePair<string, object?> Component(string? name) => new("beacon.component.name", name);
}
