namespace Beacon.Soak;

/// <summary>The result of one soak run.</summary>
/// <param name="Summary">The run in one line.</param>
/// <param name="Violations">The violated guarantees.</param>
internal sealed record RunReport(string Summary, IReadOnlyList<string> Violations)
{
    public bool Holds => Violations.Count == 0;
}
