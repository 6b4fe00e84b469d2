namespace Beacon.Records.Logs;

/// <summary>What a reader of growing logs has left out because it was more than it could take.</summary>
/// <param name="Lines">The number of lines that were read to be counted.</param>
/// <param name="Bytes">The number of bytes besides that were not even read.</param>
public readonly record struct SkippedOutput(long Lines, long Bytes)
{
    /// <summary>Whether nothing was left out.</summary>
    public bool IsNothing => this == default;

    /// <summary>Both together.</summary>
    /// <param name="one">What was left out.</param>
    /// <param name="other">What else was.</param>
    public static SkippedOutput operator +(SkippedOutput one, SkippedOutput other) => new(one.Lines + other.Lines, one.Bytes + other.Bytes);
}
