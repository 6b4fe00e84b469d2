namespace Beacon.Actors.Host.Tests;

/// <summary>The demo plan has fixed ports: tests that run or verify it belong to this collection and never run in parallel.</summary>
[CollectionDefinition(Name)]
public sealed class DemoPorts
{
    public const string Name = "the demo plan's ports";
}
