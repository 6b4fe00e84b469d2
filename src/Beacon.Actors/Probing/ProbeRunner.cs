using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>Runs the checks of one incarnation, each within a deadline.</summary>
internal sealed class ProbeRunner(
    ComponentSpec component,
    IProcess process,
    OutputSigns signs,
    IProbeFactory factory,
    FileMarks before,
    TimeProvider time,
    BackgroundWork work
)
{
    /// <summary>The time of all waits: <see cref="PatientTime"/>.</summary>
    public TimeProvider Time => time;

    /// <summary>Starts a watch on the thread pool, which ends when the watch is stopped.</summary>
    public void Start(Func<Task> watch) =>
        work.Start(async () =>
        {
            try
            {
                await watch().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The incarnation has ended, or is being stopped.
            }
        });

    /// <summary>Makes the check of a readiness probe, but for <c>log</c> and <c>after</c>, which are not polled.</summary>
    public IProbeCheck ForReadiness(Probe spec) =>
        spec switch
        {
            ProgressProbe progress => new ProgressCheck(progress, signs, since: null, time),
            FileProbe file => new NewFileCheck(factory.Create(file, component, process), file.Path, before),
            _ => factory.Create(spec, component, process),
        };

    /// <summary>Makes the check of a liveness probe that starts now, but for <c>after</c>, which is not polled.</summary>
    public IProbeCheck ForLiveness(Probe spec) =>
        spec switch
        {
            ProgressProbe progress => new ProgressCheck(progress, signs, time.GetTimestamp(), time),
            LogProbe heartbeat => new HeartbeatCheck(heartbeat, signs),
            _ => factory.Create(spec, component, process),
        };

    /// <summary>Checks once. A check that hangs or throws has failed.</summary>
    /// <exception cref="OperationCanceledException">The watch was stopped.</exception>
    public async Task<ProbeResult> CheckAsync(IProbeCheck check, TimeSpan timeout, CancellationToken stop)
    {
        using var deadline = time.CancelAfter(timeout);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            return await check.CheckAsync(attempt.Token).WaitAsync(attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            var last = check is ExecCheck { LastLine.Raw.Length: > 0 } command ? $"; its last line: {command.LastLine}" : "";
            return new ProbeResult(false, $"no answer within {Durations.Format(timeout)}{last}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ProbeResult(false, ExceptionText.Of(exception));
        }
    }
}
