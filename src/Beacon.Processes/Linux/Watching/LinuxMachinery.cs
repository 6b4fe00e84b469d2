using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Guarding;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Sampling;

namespace Beacon.Processes.Linux.Watching;

/// <summary>What all processes of one launcher share: its threads, the way they are launched, their cgroups and their guardian.</summary>
internal sealed class LinuxMachinery : IDisposable
{
    private readonly Lazy<Guardian> _guardian;
    private readonly Lazy<MemoryLimits?> _memoryLimits;

    public LinuxMachinery(EngineKind kind, bool useCgroups)
    {
        var launcher = kind == EngineKind.Tools ? null : OwnLauncher.Find();
        if (kind == EngineKind.Launcher && launcher is null)
            throw new PlatformNotSupportedException(
                "there is no beacon-launcher for this machine beside the program; use the engine \"tools\""
            );

        Sampler = new SamplerThread(OutOfMemoryKills);
        Way = launcher is null ? new ToolChain() : new OwnLauncher(launcher, Failures);
        Cgroups = useCgroups ? Cgroups.TryCreate() : null;
        _memoryLimits = new Lazy<MemoryLimits?>(() => MemoryLimits.TryCreate(Cgroups));
        _guardian = new Lazy<Guardian>(() => new Guardian(Cgroups?.Folder));
    }

    public SpawnerThread Spawner { get; } = new();

    public OutputThread Output { get; } = new();

    public ExitThread Exits { get; } = new();

    public ReaperThread Reaper { get; } = new();

    public SamplerThread Sampler { get; }

    public LaunchFailures Failures { get; } = new();

    public OutOfMemoryKills OutOfMemoryKills { get; } = new(TimeProvider.System);

    public LaunchWay Way { get; }

    public Cgroups? Cgroups { get; }

    /// <summary>Made for the first component that has a limit; null: memory can't be limited here.</summary>
    public MemoryLimits? MemoryLimits => _memoryLimits.Value;

    /// <summary>Started by the first launch, on the spawner thread.</summary>
    public Guardian Guardian => _guardian.Value;

    public void Dispose()
    {
        // Who has become his program may have a successor made ready.
        Exits.Dispose();
        Spawner.Dispose();
        Reaper.Dispose();
        Sampler.Dispose();
        Output.Dispose();
        if (_guardian.IsValueCreated)
            _guardian.Value.Dispose();
        if (_memoryLimits.IsValueCreated)
            MemoryLimits?.Dispose();
        Cgroups?.Dispose();
        Failures.Dispose();
    }
}
