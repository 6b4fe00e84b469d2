namespace Beacon.Reports.Exporting;

/// <summary>The command names that a program inserts into the advice on the next step. Default: it names none.</summary>
public sealed record ComparisonAdvice
{
    /// <summary>Follows "run both sides in turn" and names the command; empty: no command.</summary>
    public string Alternate { get; init; } = "";

    /// <summary>Follows "allow it" and names the option for the statistic with that path.</summary>
    public Func<string, string> Tolerate { get; init; } = path => $" with a tolerance for {path}";

    /// <summary>Follows "name the statistics that matter" and names the option.</summary>
    public string NameDecisive { get; init; } = " by tolerances";
}
