using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Guarding;

namespace Beacon.Processes.Linux.Launching;

/// <summary>What all launches of one engine share: the way of a launch, the cgroups, the limits of memory and the guardian.</summary>
internal sealed class LaunchResources : IDisposable
{
    private readonly Lazy<Guardian> _guardian;
    private readonly Lazy<MemoryLimits?> _memoryLimits;

    /// <exception cref="PlatformNotSupportedException">The launcher was asked for and is not there.</exception>
    public LaunchResources(EngineKind kind, bool useCgroups)
    {
        var launcher = kind == EngineKind.Tools ? null : OwnLauncher.Find();
        if (kind == EngineKind.Launcher && launcher is null)
            throw new PlatformNotSupportedException(
                "there is no beacon-launcher for this machine beside the program; use the engine \"tools\""
            );

        Way = launcher is null ? new ToolChain() : new OwnLauncher(launcher, Failures);
        Cgroups = useCgroups ? Cgroups.TryCreate() : null;
        _memoryLimits = new Lazy<MemoryLimits?>(() => MemoryLimits.TryCreate(Cgroups));
        _guardian = new Lazy<Guardian>(() => new Guardian(Cgroups?.Folder));
    }

    public LaunchFailures Failures { get; } = new();

    public LaunchWay Way { get; }

    /// <summary>Null: no cgroup can be made here, or none is wanted.</summary>
    public Cgroups? Cgroups { get; }

    /// <summary>Created for the first component that has a limit; null: memory can't be limited here.</summary>
    public MemoryLimits? MemoryLimits => _memoryLimits.Value;

    /// <summary>Started by the first launch, on the spawner thread.</summary>
    public Guardian Guardian => _guardian.Value;

    public void Dispose()
    {
        // The guardian last: it has nothing to do then, and is gone before the supervisor is.
        if (_memoryLimits.IsValueCreated)
            MemoryLimits?.Dispose();
        Cgroups?.Dispose();
        if (_guardian.IsValueCreated)
            _guardian.Value.Dispose();
        Failures.Dispose();
    }
}
