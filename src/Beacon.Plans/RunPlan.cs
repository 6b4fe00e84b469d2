using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>
/// What one run is: its components, their order and its limits. Validated and immutable; everything a run does follows from it. Made by
/// <see cref="Create"/> in C#, or from HOCON by <see cref="Load(string[])"/> and <see cref="Parse"/>. A plan can run any
/// number of times.
/// </summary>
public sealed partial record RunPlan
{
    /// <summary>The run's name, part of the record folder's name. Matches <c>[A-Za-z0-9][A-Za-z0-9_-]*</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How long the run lasts, counted from operational; null: until something ends it (<c>infinite</c>).</summary>
    public TimeSpan? Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The folder that receives run records: an absolute path.</summary>
    public required string Results { get; init; }

    /// <summary>What a component's failure does to the run.</summary>
    public FailurePolicy OnFailure { get; init; } = FailurePolicy.Stop;

    /// <summary>How long all of the start together may take.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long components that finish by themselves may take after the duration.</summary>
    public TimeSpan FinishTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long output may still come after an exit.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often CPU and memory are sampled.</summary>
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How programs are started and watched.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>How much worse its statistics may become before a comparison takes that for a regression. Nothing in the run depends on it.</summary>
    public ImmutableArray<ToleranceRule> Comparison { get; init; } = [];

    /// <summary>The cores that the supervisor itself may use, from 0; empty: those that it was started with. Not for its components.</summary>
    public ImmutableArray<int> Cores { get; init; } = [];

    /// <summary>The enabled components: dependencies before their dependents, else as the configuration lists them.</summary>
    public required ImmutableArray<ComponentSpec> Components
    {
        get;
        init => (field, _levels) = (value, null);
    }

    /// <summary>
    /// The stop levels, lowest first: a component's level is one above the highest level among its dependencies.
    /// The last level stops first.
    /// </summary>
    public ImmutableArray<ImmutableArray<ComponentSpec>> Levels => _levels ??= StartOrder.Levels(Components);

    /// <summary>The files and settings that the plan was made from, in the order of their precedence, lowest first.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    private ImmutableArray<ImmutableArray<ComponentSpec>>? _levels;

    /// <summary>The component of that name.</summary>
    /// <exception cref="KeyNotFoundException">The plan has no component of that name.</exception>
    public ComponentSpec Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name)
        ?? throw new KeyNotFoundException($"plan {Name} has no component \"{name}\"");
}

/// <summary>What a component's failure does to the run (<c>beacon.run.on-failure</c>).</summary>
public enum FailurePolicy
{
    /// <summary>The run stops at once and has failed.</summary>
    Stop,

    /// <summary>The run goes on to its end and has failed then.</summary>
    Continue,
}
