using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Whether a line has matched since the last question.</summary>
internal sealed class HeartbeatSeen(LogProbe spec, OutputSigns signs) : IProbe
{
    private long _seen = signs.Heartbeats(spec);

    public Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var before = _seen;
        _seen = signs.Heartbeats(spec);
        return Task.FromResult(
            _seen > before ? new ProbeAnswer(true, "a line has matched") : new ProbeAnswer(false, "no line has matched")
        );
    }
}
