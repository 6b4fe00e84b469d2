namespace Beacon.Reports.Exporting;

/// <summary>How the program that shows a comparison names its own commands in the advice on what to do next.</summary>
public sealed record ComparisonAdvice
{
    /// <summary>Advice that names no command.</summary>
    public static ComparisonAdvice Plain { get; } = new();

    /// <summary>Follows "run both sides in turn": how that is done; empty: not said.</summary>
    public string Alternate { get; init; } = "";

    /// <summary>Follows "allow it": how, for the statistic of that path.</summary>
    public Func<string, string> Tolerate { get; init; } = path => $" with a tolerance for {path}";

    /// <summary>Follows "name those that matter": how that is done.</summary>
    public string NameDecisive { get; init; } = " by tolerances";
}
