using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>Runs the checks of one incarnation, each within a deadline.</summary>
internal sealed class ProbeRunner(
    ComponentSpec component,
    IProcess process,
    OutputSigns signs,
    IProbeFactory factory,
    TimeProvider time,
    BackgroundWork work
)
{
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
        spec is ProgressProbe progress ? new ProgressCheck(progress, signs, since: null, time) : factory.Create(spec, component, process);

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
        using var deadline = new CancellationTokenSource(timeout, time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            return await check.CheckAsync(attempt.Token).WaitAsync(attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ProbeResult(false, $"no answer within {Durations.Format(timeout)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ProbeResult(false, exception.Message);
        }
    }
}
