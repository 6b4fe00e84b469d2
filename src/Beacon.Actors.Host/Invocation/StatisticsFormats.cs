using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Actors.Host.Invocation;

/// <summary>What <c>statistics.format</c> can be.</summary>
internal static class StatisticsFormats
{
    /// <summary>What the help calls one of them.</summary>
    public const string HelpName = "FORMAT";

    /// <summary>The formats, and the presets.</summary>
    public static ImmutableArray<string> Names { get; } =
    ["block", "key-value", "json", "prometheus", "regex", "csv", .. StatisticsPresets.Names];
}
