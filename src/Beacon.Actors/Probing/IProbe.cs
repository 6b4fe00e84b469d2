namespace Beacon.Actors.Probing;

/// <summary>A question that is asked again until the answer is yes.</summary>
internal interface IProbe
{
    /// <summary>Asks once. Never fails: what goes wrong is an answer.</summary>
    Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken);
}

/// <summary>The answer to a probe.</summary>
/// <param name="Holds">Yes, or not yet.</param>
/// <param name="Observation">What was seen, for the reader of a timeout.</param>
internal readonly record struct ProbeAnswer(bool Holds, string Observation);
