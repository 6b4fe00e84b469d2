using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether a line has matched since the last check.</summary>
internal sealed class HeartbeatCheck(LogProbe spec, OutputSigns signs) : IProbeCheck
{
    private long _seen = signs.Heartbeats(spec);

    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var previous = _seen;
        _seen = signs.Heartbeats(spec);
        return Task.FromResult(
            _seen > previous ? new ProbeResult(true, "a line has matched") : new ProbeResult(false, "no line has matched")
        );
    }
}
