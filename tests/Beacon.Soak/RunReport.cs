namespace Beacon.Soak;

/// <summary>What one run came to.</summary>
/// <param name="Summary">For a person.</param>
/// <param name="Violations">What should not have been.</param>
internal sealed record RunReport(string Summary, IReadOnlyList<string> Violations)
{
    public bool Holds => Violations.Count == 0;
}
