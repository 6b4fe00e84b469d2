using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>Registers processes with the actor that measures resources. Local only: both have the launcher's machine in common.</summary>
internal static class WatchProtocol
{
    public sealed record Watch(string Component, IProcess Process);

    public sealed record Unwatch(string Component);
}
