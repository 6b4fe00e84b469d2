namespace Beacon.Actors.Comparing;

/// <summary>What a unit is in the base unit of its kind.</summary>
/// <param name="Factor">How many of the base unit it is.</param>
/// <param name="Base">The base unit.</param>
internal readonly record struct UnitScale(double Factor, string Base)
{
    public static UnitScale Of(string unit) => unit switch
    {
        "ns" => new(1e-9, "s"),
        "µs" => new(1e-6, "s"),
        "ms" => new(1e-3, "s"),
        _ => new(1, unit),
    };
}
