namespace Beacon.Soak;

/// <summary>What a process holds at one moment.</summary>
/// <param name="Descriptors">Open descriptors, those of the runtime's own assemblies left out.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Footprint(int Descriptors, int Threads);
