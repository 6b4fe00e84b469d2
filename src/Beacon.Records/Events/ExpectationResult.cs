using Beacon.Plans.Text;

namespace Beacon.Records.Events;

/// <summary>What came of an expectation (<c>beacon.expect</c>), for one of the statistics that it is about.</summary>
/// <param name="Name">
/// The statistic, <c>[component.][group.]name</c>; if there is none, the name that the expectation has.
/// </param>
/// <param name="Is">The condition: <c>&lt; 50 µs</c>.</param>
/// <param name="Held">Whether it held; null: undecided, since the run did not complete.</param>
public sealed record ExpectationResult(string Name, string Is, bool? Held)
{
    /// <summary>The number, as printed; null: there is none.</summary>
    public double? Value { get; init; }

    /// <summary>The unit of the number; empty: none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The right-hand side of the statistic as printed; empty: there is none.</summary>
    public UntrustedText Text { get; init; } = "";

    /// <summary>
    /// By which part of the limit the value is above it, or if negative below: -0.4 is 40 % below. Null: there is no value, or the limit
    /// is zero or can't be compared.
    /// </summary>
    public double? Distance { get; init; }

    /// <summary>Why it does not hold although no value breaks it, or is undecided, as text; null: the value decided.</summary>
    public string? Because { get; init; }

    /// <summary>Whether it has ended the run early.</summary>
    public bool HasAborted { get; init; }

    /// <summary>What was expected and what was found, as a sentence.</summary>
    public override string ToString() =>
        Because is not null ? $"{Name} {Is}: {Because}"
        : Held == true ? $"{Name} is {Text}, as expected {Is}"
        : $"{Name} is {Text}, expected {Is}";
}
