namespace Beacon.Actors.Processes;

/// <summary>What a process tree uses at one moment.</summary>
/// <param name="CpuTime">User and system CPU time so far, of the living processes and of the children they have waited for.</param>
/// <param name="RssBytes">Resident set size, in bytes, summed over the processes; pages that they share count once each.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Processes">The number of processes.</param>
public sealed record ResourceUsage(TimeSpan CpuTime, long RssBytes, int Threads, int Processes);
