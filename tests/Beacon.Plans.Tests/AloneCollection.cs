namespace Beacon.Plans.Tests;

/// <summary>Tests that measure the CPU time of this process, so that nothing else may run in it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
