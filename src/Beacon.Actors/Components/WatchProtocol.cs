using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>Registers processes with the actor that measures resources. Local only: both have the launcher's machine in common.</summary>
internal static class WatchProtocol
{
    public sealed record Watch(string Component, IProcess Process);

    /// <summary>The process is over.</summary>
    /// <param name="Component">Its component.</param>
    /// <param name="Usage">What it used; null: that is unknown.</param>
    public sealed record Unwatch(string Component, ResourceUsage? Usage);
}
