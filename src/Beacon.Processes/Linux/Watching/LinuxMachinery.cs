using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Sampling;

namespace Beacon.Processes.Linux.Watching;

/// <summary>The threads of one engine and what its processes share.</summary>
internal sealed class LinuxMachinery : IDisposable
{
    public LinuxMachinery(EngineKind kind, bool useCgroups)
    {
        Launches = new LaunchResources(kind, useCgroups);
        Sampler = new SamplerThread(OutOfMemoryKills);
    }

    public LaunchResources Launches { get; }

    public SpawnerThread Spawner { get; } = new();

    public OutputThread Output { get; } = new();

    public ExitThread Exits { get; } = new();

    public ReaperThread Reaper { get; } = new();

    public SamplerThread Sampler { get; }

    public OutOfMemoryKills OutOfMemoryKills { get; } = new(TimeProvider.System);

    public void Dispose()
    {
        // First the exit thread: it may still order a successor of a process that has just executed its program.
        Exits.Dispose();
        Spawner.Dispose();
        Reaper.Dispose();
        Sampler.Dispose();
        Output.Dispose();
        Launches.Dispose();
    }
}
