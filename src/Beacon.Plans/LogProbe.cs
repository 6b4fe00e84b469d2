using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>A line of the component's output matches.</summary>
/// <param name="Pattern">A .NET regular expression.</param>
/// <param name="Stream">The stream that is watched; null: both.</param>
public sealed record LogProbe(Regex Pattern, OutputStream? Stream) : Probe("log")
{
    /// <summary>A pattern that takes longer on one line is not worth the output that waits for it.</summary>
    public static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public override string Subject => $"/{Pattern}/";

    /// <summary>Probes are equal when their patterns' texts and streams are.</summary>
    /// <param name="other">The other probe.</param>
    public bool Equals(LogProbe? other) => other is not null && Stream == other.Stream && Pattern.ToString() == other.Pattern.ToString();

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Pattern.ToString(), Stream);
}
