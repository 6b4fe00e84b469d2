namespace Beacon.Actors.Probing;

/// <summary>A readiness or liveness check that is repeated.</summary>
public interface IProbeCheck
{
    /// <summary>Checks once. A failure to check is a result, not an exception.</summary>
    /// <param name="cancellationToken">Ends the check when its time is over, or when it is no longer needed.</param>
    Task<ProbeResult> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>The result of one check of a probe.</summary>
/// <param name="Holds">Whether the probe holds.</param>
/// <param name="Observation">What was seen, for the message of a timeout: <c>connection refused</c>.</param>
public readonly record struct ProbeResult(bool Holds, string Observation);
