namespace Beacon.Plans;

/// <summary>One of a process's two output streams.</summary>
public enum OutputStream
{
    /// <summary>Standard output, file descriptor 1.</summary>
    Stdout,

    /// <summary>Standard error, file descriptor 2.</summary>
    Stderr,
}
