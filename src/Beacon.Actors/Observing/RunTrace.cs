using System.Diagnostics;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Observing;

/// <summary>
/// A run as a trace, within the span that started it if there is one: a span for the run, and in it one for each start of a process until
/// it is ready and one for each stop until its exit.
/// </summary>
internal sealed class RunTrace(string plan, ActivityContext parent)
{
    private const string Start = "beacon.component.start";
    private const string Stop = "beacon.component.stop";

    private static readonly ActivitySource Source = new(RunTelemetry.Name);

    private readonly Dictionary<(string Step, string Component), Activity> _open = [];
    private Activity? _run;

    public void Observe(RunEvent happened)
    {
        if (happened is RunStarted started)
            _run = Source
                .StartActivity("beacon.run", ActivityKind.Internal, parent, startTime: started.At)
                ?.SetTag("beacon.plan.name", plan)
                .SetTag("beacon.run.id", started.Run);
        if (_run is null)
            return;

        switch (happened)
        {
            case ComponentStarting starting:
                Begin(Start, starting)?.SetTag("process.pid", starting.Pid).SetTag("beacon.component.incarnation", starting.Incarnation);
                break;
            case ComponentReady ready:
                End(Start, ready);
                break;
            case ComponentStopping stopping:
                Begin(Stop, stopping)?.SetTag("beacon.stop.signal", stopping.Signal.ToString());
                break;
            case ComponentKilled killed:
                _open
                    .GetValueOrDefault((Stop, killed.Component), _run)
                    .AddEvent(new ActivityEvent($"{killed.Component} killed", killed.At));
                break;
            case ComponentExited exited:
                End(Start, exited, failure: _open.ContainsKey((Stop, exited.Component)) ? null : $"{exited.Exit} before it was ready");
                End(Stop, exited);
                break;
            case RunOperational:
                _run.AddEvent(new ActivityEvent("operational", happened.At));
                break;
            case ProblemRaised { Problem: var problem }:
                _run.AddEvent(
                    new ActivityEvent(
                        problem.Message,
                        happened.At,
                        new ActivityTagsCollection
                        {
                            ["beacon.problem.kind"] = JsonValues.NameOf(problem.Kind),
                            ["beacon.component.name"] = problem.Component,
                        }
                    )
                );
                break;
            case RunFinished finished:
                Finish(finished);
                break;
        }
    }

    private Activity? Begin(string step, ComponentEvent happened)
    {
        // A stop that began before the process was made is published again once it is made: the span began with the first event.
        if (_open.ContainsKey((step, happened.Component)))
            return null;
        var span = Source
            .StartActivity(step, ActivityKind.Internal, _run!.Context, startTime: happened.At)
            ?.SetTag("beacon.component.name", happened.Component);
        if (span is not null)
            _open.Add((step, happened.Component), span);
        return span;
    }

    private void End(string step, ComponentEvent happened, string? failure = null)
    {
        if (_open.Remove((step, happened.Component), out var span))
            End(span, happened.At, failure);
    }

    private void Finish(RunFinished finished)
    {
        foreach (var span in _open.Values)
            End(span, finished.At, null);
        _open.Clear();
        _run!.SetTag("beacon.run.outcome", JsonValues.NameOf(finished.Outcome));
        End(_run, finished.At, finished.Outcome == RunOutcome.Failed ? finished.Cause?.Message ?? "failed" : null);
        _run = null;
    }

    private static void End(Activity span, DateTimeOffset at, string? failure)
    {
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure);
        span.SetEndTime(at.UtcDateTime).Dispose();
    }
}
