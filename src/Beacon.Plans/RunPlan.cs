using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Beacon.Plans;

/// <summary>
/// A plan of runs: the components, their order and their limits. Immutable, and always valid, since there is no other way to a plan than
/// <c>RunPlan.Create</c> (in C#), <c>RunPlan.Load</c> or <c>RunPlan.Parse</c> (from HOCON), and <c>plan.With</c> (from another plan), all
/// of which check it as a whole. A plan can run any number of times.
/// </summary>
/// <remarks>Plans are equal when they are the same object. To compare what two plans contain, compare their <c>ToHocon()</c>.</remarks>
public sealed record RunPlan
{
    internal RunPlan() { }

    /// <summary>The run's name, part of the record folder's name. Matches <c>[A-Za-z0-9][A-Za-z0-9_-]*</c>.</summary>
    public string Name { get; internal init; } = "beacon";

    /// <summary>How long the run lasts, counted from operational; null: until something ends it (<c>infinite</c>).</summary>
    public TimeSpan? Duration { get; internal init; } = TimeSpan.FromSeconds(60);

    /// <summary>The folder that receives run records: an absolute path.</summary>
    public string Results { get; internal init; } = "runs";

    /// <summary>Who may read the records.</summary>
    public RecordMode RecordMode { get; internal init; }

    /// <summary>What a component's failure does to the run.</summary>
    public FailurePolicy OnFailure { get; internal init; } = FailurePolicy.Stop;

    /// <summary>How long all of the start together may take.</summary>
    public TimeSpan StartTimeout { get; internal init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long components that finish by themselves may take after the duration.</summary>
    public TimeSpan FinishTimeout { get; internal init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long output may still come after an exit.</summary>
    public TimeSpan DrainTimeout { get; internal init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often CPU and memory are sampled.</summary>
    public TimeSpan SampleInterval { get; internal init; } = TimeSpan.FromSeconds(1);

    /// <summary>How programs are started and watched.</summary>
    public EngineKind Engine { get; internal init; }

    /// <summary>
    /// How much worse its statistics may become before a comparison takes that for a regression. Nothing in the run depends on it.
    /// </summary>
    public ImmutableArray<ToleranceRule> Comparison { get; internal init; } = [];

    /// <summary>What must hold of its statistics at the end.</summary>
    public ImmutableArray<Expectation> Expectations { get; internal init; } = [];

    /// <summary>
    /// The cores that the supervisor itself may use, from 0; empty: those that it was started with. Not for its components.
    /// </summary>
    public ImmutableArray<int> Cores { get; internal init; } = [];

    /// <summary>
    /// The names of variables whose values are masked wherever they occur, but in the logs; see
    /// <see cref="Beacon.Plans.Secrets.SecretMask"/>.
    /// </summary>
    public ImmutableArray<string> Secrets { get; internal init; } = [];

    /// <summary>
    /// Whether a living run can be seen and controlled from outside, through a socket in its results folder, where its program serves one.
    /// </summary>
    public bool Control { get; internal init; } = true;

    /// <summary>What its author probably did not mean, each with its place and the way out; nothing that prevents a run.</summary>
    public ImmutableArray<string> Warnings { get; internal init; } = [];

    /// <summary>The values of <see cref="Secrets"/>: those that the components get, and those that the supervisor has inherited.</summary>
    internal ImmutableArray<string> SecretValues { get; init; } = [];

    /// <summary>The enabled components: dependencies before their dependents, else as the configuration lists them.</summary>
    public ImmutableArray<ComponentSpec> Components
    {
        get;
        internal init => (field, _levels) = (value, null);
    } = [];

    /// <summary>
    /// The stop levels, lowest first: a component's level is one above the highest level among its dependencies.
    /// The last level stops first.
    /// </summary>
    public ImmutableArray<ImmutableArray<ComponentSpec>> Levels => _levels ??= StartOrder.Levels(Components);

    /// <summary>The files and settings that the plan was made from, in the order of their precedence, lowest first.</summary>
    public ImmutableArray<string> Sources { get; internal init; } = [];

    /// <summary>The files among <see cref="Sources"/>, each an absolute path or <c>standard input</c>.</summary>
    public ImmutableArray<string> Files { get; internal init; } = [];

    /// <summary>The <c>akka</c> section of its sources as HOCON, for the actor system that runs it; empty: there is none.</summary>
    public string AkkaHocon { get; internal init; } = "";

    private ImmutableArray<ImmutableArray<ComponentSpec>>? _levels;

    /// <summary>The component of that name.</summary>
    /// <exception cref="KeyNotFoundException">The plan has no component of that name.</exception>
    public ComponentSpec Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name)
        ?? throw new KeyNotFoundException($"plan {Name} has no component \"{name}\"");

    /// <summary>Whether it is the same object.</summary>
    public bool Equals(RunPlan? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
