using System.Collections.Immutable;

namespace Beacon.Records.Environments;

/// <summary>What a run's numbers belong to: the machine and what else it had to do, the versions, the very files that ran.</summary>
public sealed record RunEnvironment
{
    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>The operating system: <c>Ubuntu 24.04.3 LTS</c>.</summary>
    public required string Os { get; init; }

    /// <summary>The kernel's release: <c>6.8.0-49-generic</c>.</summary>
    public required string Kernel { get; init; }

    /// <summary>The processor architecture: <c>X64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The processor's model; null: the system does not say.</summary>
    public string? Cpu { get; init; }

    /// <summary>How many logical cores the supervisor may use.</summary>
    public required int Cores { get; init; }

    /// <summary>The cpufreq governor: <c>performance</c>; a list where cores differ; null: the system does not report it.</summary>
    public string? Governor { get; init; }

    /// <summary>The memory that there is for the supervisor and its children, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Dotnet { get; init; }

    /// <summary>The version of Beacon.Actors.</summary>
    public required string Beacon { get; init; }

    /// <summary>What the machine had to do when the run began.</summary>
    public MachineLoad LoadBefore { get; init; } = MachineLoad.Unknown;

    /// <summary>What it had to do during the run, on average, the run's own work included.</summary>
    public MachineLoad LoadDuring { get; init; } = MachineLoad.Unknown;

    /// <summary>What it had to do when the run was over.</summary>
    public MachineLoad LoadAfter { get; init; } = MachineLoad.Unknown;

    /// <summary>The state of the repository that the plan's last file lies in; null: there is none, or no git.</summary>
    public GitState? Git { get; init; }

    /// <summary>
    /// The SHA-256, in lower case hexadecimal, of the resolved plan without its results folder and its comparison settings: equal for runs
    /// of the same plan. Masked secrets are hashed in their masked form.
    /// </summary>
    public required string PlanSha256 { get; init; }

    /// <summary>The program and the required files of every component, in start order.</summary>
    public ImmutableArray<FileDigest> Files { get; init; } = [];
}

/// <summary>The state of a repository.</summary>
/// <param name="Commit">The full name of the commit that is checked out.</param>
/// <param name="IsDirty">Whether tracked files differ from it, or there are files that are neither tracked nor ignored.</param>
public sealed record GitState(string Commit, bool IsDirty);

/// <summary>A file that a component was run with.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Path">The file: an absolute path, or the command as the plan says it where no such program was found.</param>
/// <param name="Sha256">In lower case hexadecimal; null: it could not be read, or not in time.</param>
/// <param name="Bytes">Its length; null: as for <paramref name="Sha256"/>.</param>
public sealed record FileDigest(string Component, string Path, string? Sha256, long? Bytes);
