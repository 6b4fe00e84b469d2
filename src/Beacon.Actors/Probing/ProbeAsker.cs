using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>Asks the probes of one incarnation, each question with a deadline.</summary>
/// <param name="component">The component, its placeholders expanded.</param>
/// <param name="process">Its process.</param>
/// <param name="signs">What its output has shown.</param>
/// <param name="time">What measures deadlines.</param>
/// <param name="work">What counts the watches that begin on the thread pool.</param>
internal sealed class ProbeAsker(ComponentSpec component, IProcess process, OutputSigns signs, TimeProvider time, PoolWork work)
{
    /// <summary>What measures deadlines.</summary>
    public TimeProvider Time => time;

    /// <summary>What counts the watches that begin on the thread pool.</summary>
    public PoolWork Work => work;

    /// <summary>What asks a probe of readiness.</summary>
    /// <param name="spec">Any but <c>log</c> and <c>after</c>, which are not asked.</param>
    public IProbe ForReadiness(Probe spec) =>
        spec is ProgressProbe progress ? new ProgressMade(progress, signs, since: null, time) : Observing(spec);

    /// <summary>What asks a probe of liveness, from now on.</summary>
    /// <param name="spec">Any but <c>after</c>, which is not asked.</param>
    public IProbe ForLiveness(Probe spec) =>
        spec switch
        {
            ProgressProbe progress => new ProgressMade(progress, signs, time.GetTimestamp(), time),
            LogProbe heartbeat => new HeartbeatSeen(heartbeat, signs),
            _ => Observing(spec),
        };

    /// <summary>Asks once. A probe that hangs or fails is an answer.</summary>
    /// <exception cref="OperationCanceledException">The asking was stopped.</exception>
    public async Task<ProbeAnswer> AskAsync(IProbe probe, TimeSpan timeout, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            return await probe.AskAsync(attempt.Token).WaitAsync(attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ProbeAnswer(false, $"no answer within {Durations.Format(timeout)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ProbeAnswer(false, exception.Message);
        }
    }

    private IProbe Observing(Probe spec) =>
        spec switch
        {
            _ when process is IAnswersProbes self && self.Holds(spec) is not null => new AnsweredProbe(self, spec),
            TcpListenProbe listen => new SocketProbe(listen.Endpoints, "listens on", process.Listens),
            UdpBoundProbe bound => new SocketProbe(bound.Endpoints, "has bound", process.HasBound),
            TcpConnectProbe connect => new TcpConnecting(connect),
            HttpProbe http => new HttpGetting(http),
            ExecProbe exec => new CommandRunning(exec, component.WorkingDirectory, component.Environment),
            FileProbe file => new FileExisting(file),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "a probe that can't be asked"),
        };
}
