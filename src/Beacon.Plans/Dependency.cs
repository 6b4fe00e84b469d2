namespace Beacon.Plans;

/// <summary>One edge of the dependency graph.</summary>
/// <param name="Component">The component that is waited for.</param>
/// <param name="Condition">What it must have reached.</param>
public sealed record Dependency(string Component, DependencyCondition Condition);

/// <summary>What a dependent waits for.</summary>
public enum DependencyCondition
{
    /// <summary>All of its readiness probes hold.</summary>
    Ready,

    /// <summary>Its program was executed.</summary>
    Started,

    /// <summary>It exited with a success code and has drained.</summary>
    Completed,
}
