using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>Runs the checks of one incarnation, each within a deadline.</summary>
/// <param name="component">The component, its placeholders filled in.</param>
/// <param name="process">Its process.</param>
/// <param name="signs">The signs of life in its output.</param>
/// <param name="factory">Makes the checks that look from outside.</param>
/// <param name="time">The source of time for deadlines.</param>
/// <param name="work">Counts the watches that start on the thread pool.</param>
internal sealed class ProbeRunner(
    ComponentSpec component,
    IProcess process,
    OutputSigns signs,
    IProbeFactory factory,
    TimeProvider time,
    BackgroundWork work
)
{
    /// <summary>The source of time for deadlines.</summary>
    public TimeProvider Time => time;

    /// <summary>Counts the watches that start on the thread pool.</summary>
    public BackgroundWork Work => work;

    /// <summary>Makes the check of a readiness probe.</summary>
    /// <param name="spec">Any but <c>log</c> and <c>after</c>, which are not polled.</param>
    public IProbeCheck ForReadiness(Probe spec) =>
        spec is ProgressProbe progress ? new ProgressCheck(progress, signs, since: null, time) : factory.Create(spec, component, process);

    /// <summary>Makes the check of a liveness probe that starts now.</summary>
    /// <param name="spec">Any but <c>after</c>, which is not polled.</param>
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
