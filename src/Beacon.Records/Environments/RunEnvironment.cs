using System.Collections.Immutable;

namespace Beacon.Records.Environments;

/// <summary>The environment of a run: the machine and its load, the versions, the hashes of the programs and files.</summary>
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

    /// <summary>The processor's model; null: the system does not report it.</summary>
    public string? Cpu { get; init; }

    /// <summary>The number of logical cores that the supervisor may use.</summary>
    public required int Cores { get; init; }

    /// <summary>The cpufreq governor: <c>performance</c>; a list where cores differ; null: the system does not report it.</summary>
    public string? Governor { get; init; }

    /// <summary>The memory available to the supervisor and its children, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Dotnet { get; init; }

    /// <summary>The version of Beacon.Actors.</summary>
    public required string Beacon { get; init; }

    /// <summary>The load of the machine at the start of the run.</summary>
    public MachineLoad LoadBefore { get; init; } = MachineLoad.Unknown;

    /// <summary>The average load during the run, including the run itself.</summary>
    public MachineLoad LoadDuring { get; init; } = MachineLoad.Unknown;

    /// <summary>The load at the end of the run.</summary>
    public MachineLoad LoadAfter { get; init; } = MachineLoad.Unknown;

    /// <summary>The state of the repository that contains the plan's last file; null: no repository, or no git.</summary>
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

/// <summary>The digest of a program or required file of a component.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Path">The absolute path, or the command of the plan if the program was not found.</param>
/// <param name="Sha256">The hash in lower case hexadecimal; null: the file could not be read, or not in time.</param>
/// <param name="Bytes">The length; null: as for <paramref name="Sha256"/>.</param>
public sealed record FileDigest(string Component, string Path, string? Sha256, long? Bytes);
