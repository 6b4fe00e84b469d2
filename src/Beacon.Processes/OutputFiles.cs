using Beacon.Processes.Files;

namespace Beacon.Processes;

/// <summary>The files that everything a program prints is appended to.</summary>
/// <param name="Folder">The folder that they are in. Output that comes after it was closed is not stored.</param>
/// <param name="Stdout">The name of the file for standard output.</param>
/// <param name="Stderr">The name of the file for standard error.</param>
public sealed record OutputFiles(RecordFolder Folder, string Stdout, string Stderr)
{
    /// <summary>The name of the file that says when output arrived (<see cref="Capturing.ArrivalIndex"/>); null: there is none.</summary>
    public string? ArrivalIndex { get; init; }

    /// <summary>The size in bytes at which a log continues in a new part, at the end of a line; null: never.</summary>
    public long? RotateAtBytes { get; init; }

    /// <summary>How many older parts of a log are kept; 0: all.</summary>
    public int KeptParts { get; init; }
}
