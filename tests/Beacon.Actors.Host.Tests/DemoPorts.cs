namespace Beacon.Actors.Host.Tests;

/// <summary>The demo plan has fixed ports: tests that run it, or ask whether it could run, take turns.</summary>
[CollectionDefinition(Name)]
public sealed class DemoPorts
{
    public const string Name = "the demo plan's ports";
}
