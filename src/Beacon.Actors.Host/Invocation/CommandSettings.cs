using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Actors.Host.Invocation;

/// <summary>The common options of a command line, parsed.</summary>
internal sealed record CommandSettings
{
    public string? Duration { get; init; }

    /// <summary>The plan files that the command line names; empty: none, and <see cref="Choice"/> decides.</summary>
    public ImmutableArray<string> Config { get; init; } = [];

    public string? EnvironmentFile { get; init; }

    public ImmutableArray<string> Set { get; init; } = [];

    public ImmutableArray<string> Only { get; init; } = [];

    public ImmutableArray<string> Expect { get; init; } = [];

    public string? Results { get; init; }

    /// <summary>What the user calls the run; null: it has no label.</summary>
    public string? Label { get; init; }

    public bool Json { get; init; }

    public bool Follow { get; init; }

    public bool Plain { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether the run has a dashboard beside it.</summary>
    public DashboardChoice Dashboard { get; init; }

    public ScreenSettings Screen { get; init; } = new();

    /// <summary>Whether the run goes on in the background once it is operational.</summary>
    public bool Detached { get; init; }

    public string Format { get; init; } = "table";

    /// <summary>Which plan is meant.</summary>
    public PlanChoice Choice => PlanChoice.Of(Config);

    public PlanSources Sources => SourcesOf(Choice);

    /// <summary>The sources of the plan that was chosen.</summary>
    public PlanSources SourcesOf(PlanChoice choice) =>
        new()
        {
            Files = choice.Files,
            AreDiscovered = choice.Origin == PlanOrigin.Discovered,
            StandardInput = System.Console.OpenStandardInput,
            EnvironmentFile = EnvironmentFile,
            FindsEnvironmentFile = choice.Origin != PlanOrigin.Demo,
            Settings = Set,
            Only = Only,
            Expectations = Expect,
            Duration = Duration is not null && Duration.All(char.IsAsciiDigit) ? $"{Duration}s" : Duration,
            DefaultDuration = Detached ? "infinite" : null,
            Results = Results,
        };
}
