using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Actors.Host.Invocation;

/// <summary>The common options of a command line, parsed.</summary>
internal sealed record CommandSettings
{
    public string? Duration { get; init; }

    public ImmutableArray<string> Config { get; init; } = [];

    public ImmutableArray<string> Set { get; init; } = [];

    public ImmutableArray<string> Only { get; init; } = [];

    public string? Results { get; init; }

    public bool Json { get; init; }

    public bool Follow { get; init; }

    public bool Plain { get; init; }

    public bool Quiet { get; init; }

    public ScreenSettings Screen { get; init; } = new();

    public string Format { get; init; } = "table";

    /// <summary>The path of the demo plan, which is installed with the program.</summary>
    public static string DemoPlan => Path.Combine(AppContext.BaseDirectory, "hocon", "beacon.conf");

    public PlanSources Sources =>
        new()
        {
            Files = Config.IsEmpty ? [DemoPlan] : Config,
            Settings = Set,
            Only = Only,
            Duration = Duration is not null && Duration.All(char.IsAsciiDigit) ? $"{Duration}s" : Duration,
            Results = Results,
        };
}
