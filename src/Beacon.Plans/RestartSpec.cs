namespace Beacon.Plans;

/// <summary>Whether and when a component that has failed is started again (<c>restart</c>).</summary>
public sealed record RestartSpec
{
    /// <summary>Which ends are followed by another start.</summary>
    public RestartMode Policy { get; init; } = RestartMode.Never;

    /// <summary>The wait before the first restart in a row, and the shortest of all. Zero: every restart is immediate.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait before a restart. At least <see cref="MinBackoff"/>.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the wait is multiplied by from one restart in a row to the next. At least 1.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>The part of the wait by which it is varied at random, up or down: 0 to 1.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>
    /// How many restarts there may be <see cref="Within"/> a time; one more, and the component is given up. Zero or more.
    /// </summary>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>The time in which <see cref="MaxRestarts"/> are counted.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it has to be ready until its next restart counts as the first in a row again.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What a restart does to the components that depend on this one.</summary>
    public DependentsPolicy Dependents { get; init; } = DependentsPolicy.Keep;
}

/// <summary>Which ends of a component are followed by another start (<c>restart.policy</c>).</summary>
public enum RestartMode
{
    /// <summary>None: the run's <c>on-failure</c> decides what follows.</summary>
    Never,

    /// <summary>Failures: a crash, a hang, no start, not ready in time.</summary>
    OnFailure,

    /// <summary>Failures, and an exit with success that the run had not counted on.</summary>
    Always,
}

/// <summary>What the restart of a component does to those that depend on it (<c>restart.dependents</c>).</summary>
public enum DependentsPolicy
{
    /// <summary>They run on.</summary>
    Keep,

    /// <summary>They are stopped, the last first, and start again once the restarted one is ready (rest for one).</summary>
    Restart,
}
