using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>A run ended before it was operational.</summary>
public sealed class RunNotOperationalException : Exception
{
    /// <summary>Creates the exception for a run.</summary>
    /// <param name="result">What the run came to.</param>
    public RunNotOperationalException(RunResult result)
        : base(
            $"the run {result.Id} ended before it was operational: {result.Cause?.Message ?? "nothing of it was left"} "
                + $"Its record: {result.Record}"
        ) => Result = result;

    /// <summary>What the run came to.</summary>
    public RunResult Result { get; }
}
