using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>A run ended before it was operational.</summary>
/// <param name="result">What the run came to.</param>
public sealed class RunNotOperationalException(RunResult result)
    : Exception(
        $"the run {result.Id} ended before it was operational: {result.Cause?.Message ?? "nothing of it was left"} "
            + $"Its record: {result.Record}"
    )
{
    /// <summary>What the run came to.</summary>
    public RunResult Result { get; } = result;
}
