using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>Registers processes with the actor that measures resources. Local only: both have the launcher's machine in common.</summary>
internal static class WatchProtocol
{
    /// <summary>Measure this component from now on.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="Process">Its process.</param>
    public sealed record Watch(string Component, IProcess Process);

    /// <summary>This component no longer has a process.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Unwatch(string Component);
}
