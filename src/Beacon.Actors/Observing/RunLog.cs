using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Extensions.Logging;

namespace Beacon.Actors.Observing;

/// <summary>A run's log: its course as information, that of components for debugging, problems as warnings, a failure as error.</summary>
internal sealed partial class RunLog(string plan, ILogger logger)
{
    private string _run = "";

    public void Observe(RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                _run = started.Run;
                Started(logger, _run, plan, started.Record);
                break;
            case ComponentStarting starting:
                Starting(logger, _run, starting.Component, starting.Pid, starting.Incarnation);
                break;
            case ComponentReady ready:
                Ready(logger, _run, ready.Component, ready.After.TotalSeconds);
                break;
            case RunOperational operational:
                Operational(logger, _run, operational.After.TotalSeconds);
                break;
            case ComponentStopping stopping:
                Stopping(logger, _run, stopping.Component, stopping.Signal);
                break;
            case ComponentExited exited:
                Exited(logger, _run, exited.Component, exited.Exit);
                break;
            case ComponentRestarting restarting:
                Restarting(logger, _run, restarting.Component, restarting.Attempt, restarting.Delay.TotalSeconds);
                break;
            case ProblemRaised { Problem: var problem }:
                Raised(logger, problem.IsHint ? LogLevel.Information : LogLevel.Warning, _run, problem.Kind, problem.Message);
                break;
            case RunFinished { Outcome: RunOutcome.Failed } failed:
                Failed(logger, _run, failed.Elapsed.TotalSeconds, failed.Cause?.Message);
                break;
            case RunFinished finished:
                Finished(logger, _run, finished.Outcome, finished.Elapsed.TotalSeconds);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "run {Run} of {Plan} started; its record: {Record}")]
    private static partial void Started(ILogger logger, string run, string plan, string record);

    [LoggerMessage(2, LogLevel.Debug, "run {Run}: {Component} starts as process {Pid}, incarnation {Incarnation}")]
    private static partial void Starting(ILogger logger, string run, string component, int pid, int incarnation);

    [LoggerMessage(3, LogLevel.Debug, "run {Run}: {Component} is ready after {Seconds} s")]
    private static partial void Ready(ILogger logger, string run, string component, double seconds);

    [LoggerMessage(4, LogLevel.Information, "run {Run} is operational after {Seconds} s")]
    private static partial void Operational(ILogger logger, string run, double seconds);

    [LoggerMessage(5, LogLevel.Debug, "run {Run}: {Component} is asked to stop by {Signal}")]
    private static partial void Stopping(ILogger logger, string run, string component, UnixSignal signal);

    [LoggerMessage(6, LogLevel.Debug, "run {Run}: {Component} {Exit}")]
    private static partial void Exited(ILogger logger, string run, string component, Processes.ExitStatus exit);

    [LoggerMessage(7, LogLevel.Information, "run {Run}: {Component} is started again in {Seconds} s, attempt {Attempt}")]
    private static partial void Restarting(ILogger logger, string run, string component, int attempt, double seconds);

    [LoggerMessage(EventId = 8, Message = "run {Run}: {Kind}: {Problem}")]
    private static partial void Raised(ILogger logger, LogLevel level, string run, ProblemKind kind, string problem);

    [LoggerMessage(9, LogLevel.Error, "run {Run} failed after {Seconds} s: {Cause}")]
    private static partial void Failed(ILogger logger, string run, double seconds, string? cause);

    [LoggerMessage(10, LogLevel.Information, "run {Run} ended as {Outcome} after {Seconds} s")]
    private static partial void Finished(ILogger logger, string run, RunOutcome outcome, double seconds);
}
