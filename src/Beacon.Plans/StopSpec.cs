using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>How a component is stopped (<c>stop</c>).</summary>
public sealed record StopSpec
{
    /// <summary>The signal that asks the component to exit, by its Linux number (signal(7)).</summary>
    public UnixSignal Signal { get; init; } = UnixSignal.SIGTERM;

    /// <summary>How long it may take before it is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whom the signal goes to.</summary>
    public StopScope Scope { get; init; }

    /// <summary>
    /// A program that stops the component, run in its place with its environment; empty: the signal does. May hold placeholders.
    /// </summary>
    public ImmutableArray<string> Command { get; init; } = [];
}

/// <summary>Whom a stop signal goes to.</summary>
public enum StopScope
{
    /// <summary>All processes of the component's session.</summary>
    Tree,

    /// <summary>The process that was started, which is to end those that it has made.</summary>
    Leader,
}
