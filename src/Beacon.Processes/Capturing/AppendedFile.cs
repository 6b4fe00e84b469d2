namespace Beacon.Processes.Capturing;

/// <summary>A file that only grows, as the operating system writes it. Nothing is thrown: a reason says what failed, for a person.</summary>
/// <param name="path">Where it is.</param>
internal abstract class AppendedFile(string path)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it is open.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>How long it is, in bytes; 0 where that can't be told.</summary>
    public abstract long Length { get; }

    /// <summary>Opens it, and makes it if need be; returns why it is not open, null: it is.</summary>
    public abstract string? Open();

    /// <summary>Adds bytes at its end; returns how many were stored.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="reason">Why some were not stored; null: all were.</param>
    public abstract int Append(ReadOnlySpan<byte> bytes, out string? reason);

    /// <summary>Takes back what was added beyond a length.</summary>
    public abstract void Truncate(long length);

    /// <summary>Closes it, unless it is closed.</summary>
    public abstract void Close();
}
