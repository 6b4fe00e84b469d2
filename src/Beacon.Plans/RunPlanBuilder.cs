using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>
/// Puts a plan together in C#. A builder can build any number of plans: what is said to it later does not change those that it has built.
/// </summary>
public sealed class RunPlanBuilder
{
    private const string DefaultResults = "runs";

    private readonly string _folder;
    private RunPlan _draft;

    internal RunPlanBuilder(string name, string folder)
    {
        _folder = folder;
        _draft = new RunPlan
        {
            Name = name,
            Results = DefaultResults,
            Components = [],
        };
    }

    /// <summary>How long the run lasts, counted from operational. Default: 60 seconds.</summary>
    /// <param name="duration">Above zero; <see cref="Timeout.InfiniteTimeSpan"/>: until something ends it.</param>
    public RunPlanBuilder For(TimeSpan duration) =>
        With(plan => plan with { Duration = duration == Timeout.InfiniteTimeSpan ? null : duration });

    /// <summary>The run lasts until somebody stops it, or a component ends it.</summary>
    public RunPlanBuilder UntilStopped() => For(Timeout.InfiniteTimeSpan);

    /// <summary>The folder that receives a folder for each run. Default: <c>runs</c>.</summary>
    /// <param name="folder">A path.</param>
    public RunPlanBuilder RecordsIn(string folder) => With(plan => plan with { Results = folder });

    /// <summary>What a component's failure does to the run. Default: the run stops.</summary>
    /// <param name="policy">What it does.</param>
    public RunPlanBuilder OnFailure(FailurePolicy policy) => With(plan => plan with { OnFailure = policy });

    /// <summary>Adds a component. Their order is that of their dependencies, and else the one in which they are added.</summary>
    /// <param name="name">Letters, digits, _ and -, a letter or digit first; unique in the plan.</param>
    /// <param name="describe">Describes it: <c>c => c.Run("server", "--port", "9000").ReadyWhen(Probe.TcpListen(9000))</c>.</param>
    public RunPlanBuilder Add(string name, Action<ComponentBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(describe);
        var component = new ComponentBuilder(name);
        describe(component);
        return With(plan => plan with { Components = plan.Components.Add(component.Spec) });
    }

    /// <summary>Whatever else there is to say of the run.</summary>
    /// <param name="change">Makes the plan from what was said so far.</param>
    public RunPlanBuilder With(Func<RunPlan, RunPlan> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _draft = change(_draft);
        return this;
    }

    /// <summary>Checks what was said, and makes the plan of it.</summary>
    /// <exception cref="InvalidPlanException">The plan is refused; every problem is told at once, by its HOCON path.</exception>
    public RunPlan Build() => PlanDraft.Check(_draft, _folder);
}
