using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>
/// Builds a plan in C#. A builder can build any number of plans; later calls do not change those that it has built. Nothing is checked
/// before <see cref="Build"/>.
/// </summary>
public sealed class RunPlanBuilder
{
    private readonly string _folder;
    private RunPlan _draft;

    internal RunPlanBuilder(RunPlan draft, string folder) => (_draft, _folder) = (draft, folder);

    /// <summary>How long the run lasts, counted from operational. Default: 60 seconds.</summary>
    /// <param name="duration">Above zero; <see cref="Timeout.InfiniteTimeSpan"/>: until something ends it.</param>
    public RunPlanBuilder For(TimeSpan duration) => Set(_draft with { Duration = duration == Timeout.InfiniteTimeSpan ? null : duration });

    /// <summary>The run lasts until it is stopped, or a component ends it.</summary>
    public RunPlanBuilder UntilStopped() => For(Timeout.InfiniteTimeSpan);

    /// <summary>The folder that receives a folder for each run. Default: <c>runs</c>.</summary>
    public RunPlanBuilder RecordsIn(string folder) => Set(_draft with { Results = folder });

    /// <summary>Who may read the records. Default: the user who runs the plan.</summary>
    public RunPlanBuilder ReadableBy(RecordMode mode) => Set(_draft with { RecordMode = mode });

    /// <summary>What a component's failure does to the run. Default: the run stops.</summary>
    public RunPlanBuilder OnFailure(FailurePolicy policy) => Set(_draft with { OnFailure = policy });

    /// <summary>How long the whole start may take. At least 1 ms. Default: 60 seconds.</summary>
    public RunPlanBuilder StartWithin(TimeSpan timeout) => Set(_draft with { StartTimeout = timeout });

    /// <summary>How long components that finish by themselves may take after the duration. At least 1 ms. Default: 5 seconds.</summary>
    public RunPlanBuilder FinishWithin(TimeSpan timeout) => Set(_draft with { FinishTimeout = timeout });

    /// <summary>How long output may still come after an exit. Default: 2 seconds.</summary>
    /// <param name="timeout">At least 1 ms.</param>
    public RunPlanBuilder DrainWithin(TimeSpan timeout) => Set(_draft with { DrainTimeout = timeout });

    /// <summary>How often CPU and memory are sampled. Default: each second.</summary>
    /// <param name="interval">At least 10 ms.</param>
    public RunPlanBuilder SampleEvery(TimeSpan interval) => Set(_draft with { SampleInterval = interval });

    /// <summary>How programs are started and watched. Default: the best that works here.</summary>
    public RunPlanBuilder Engine(EngineKind engine) => Set(_draft with { Engine = engine });

    /// <summary>The cores that the supervisor itself may use. Default: those that it was started with.</summary>
    /// <param name="cores">Each from 0.</param>
    public RunPlanBuilder Cores(params int[] cores) => Set(_draft with { Cores = [.. cores] });

    /// <summary>
    /// The living run can't be controlled from outside, even where its program serves that. Default: it can.
    /// </summary>
    public RunPlanBuilder WithoutControl() => Set(_draft with { Control = false });

    /// <summary>
    /// Masks the values of these variables wherever they occur, but in the logs. Values of less than 4 characters are not searched for.
    /// </summary>
    /// <param name="variables">The names of environment variables.</param>
    public RunPlanBuilder Mask(params string[] variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Set(_draft with { Secrets = [.. _draft.Secrets, .. variables] });
    }

    /// <summary>
    /// How much worse a statistic may become before a comparison reports a regression. Its name is <c>[component.][group.]name</c>, with
    /// <c>*</c> for anything.
    /// </summary>
    public RunPlanBuilder Tolerate(string statistic, Tolerance tolerance) =>
        Set(_draft with { Comparison = _draft.Comparison.Add(new ToleranceRule(statistic, tolerance)) });

    /// <summary>What must hold of a statistic at the end: <c>.Expect("tick-to-trade.p99", "&lt; 50us")</c>.</summary>
    /// <param name="statistic"><c>[component.][group.]name</c>, with <c>*</c> for anything; each statistic of that name is meant.</param>
    /// <param name="condition">As <see cref="Condition.TryParse"/> reads it.</param>
    /// <exception cref="FormatException">It is no condition.</exception>
    public RunPlanBuilder Expect(string statistic, string condition) =>
        Condition.TryParse(condition, out var parsed, out var error)
            ? Expect(new Expectation(statistic, parsed!))
            : throw new FormatException($"the condition for {statistic}, {error}");

    /// <summary>What must hold at the end.</summary>
    /// <param name="expectations">What must hold.</param>
    public RunPlanBuilder Expect(params Expectation[] expectations) =>
        Set(_draft with { Expectations = [.. _draft.Expectations, .. expectations] });

    /// <summary>
    /// Adds a component. Components start in the order of their dependencies, and otherwise in the order in which they are added.
    /// </summary>
    /// <param name="name">Letters, digits, _ and -, a letter or digit first; unique in the plan.</param>
    /// <param name="describe">Describes it: <c>c => c.Run("server", "--port", "9000").ReadyWhen(Probe.TcpListen(9000))</c>.</param>
    public RunPlanBuilder Add(string name, Action<ComponentBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(describe);
        var component = new ComponentBuilder(name);
        describe(component);
        return Add(component.Spec);
    }

    /// <summary>Adds components that are described already, such as those of another plan.</summary>
    public RunPlanBuilder Add(params ComponentSpec[] components)
    {
        ArgumentNullException.ThrowIfNull(components);
        return Set(_draft with { Components = [.. _draft.Components, .. components] });
    }

    /// <summary>Removes a component, if the plan has it.</summary>
    public RunPlanBuilder Remove(string name) =>
        Set(_draft with { Components = [.. _draft.Components.Where(component => component.Name != name)] });

    /// <summary>Checks the plan as a whole, and builds it.</summary>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems, each with its HOCON path.</exception>
    public RunPlan Build() => PlanDraft.Read(_draft, _folder);

    private RunPlanBuilder Set(RunPlan draft)
    {
        _draft = draft;
        return this;
    }
}
