namespace Beacon.Soak;

/// <summary>The resources that a process holds at one moment.</summary>
/// <param name="Descriptors">The open descriptors, without those of assemblies.</param>
/// <param name="Threads">The threads, without those of the thread pool.</param>
internal sealed record Footprint(int Descriptors, int Threads);
