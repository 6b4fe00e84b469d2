namespace Beacon.Processes.Files;

/// <summary>
/// A file of a folder that is appended to, opened only while something is written. Nothing is thrown: a reason says what failed.
/// </summary>
/// <param name="path">The file's path, for messages.</param>
internal abstract class AppendedFile(string path)
{
    /// <summary>The file's path, for messages.</summary>
    public string Path => path;

    /// <summary>Whether it is open.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>Its length in bytes while it is open; 0 if that is unknown.</summary>
    public abstract long Length { get; }

    /// <summary>Opens it, and creates it if need be.</summary>
    /// <returns>Why it could not be opened; null: it is open.</returns>
    public abstract string? Open();

    /// <summary>Appends bytes; returns how many were stored.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="reason">Why some were not stored; null: all were.</param>
    public abstract int Append(ReadOnlySpan<byte> bytes, out string? reason);

    /// <summary>Shortens the file to a length.</summary>
    public abstract void Truncate(long length);

    /// <summary>Closes it, unless it is closed.</summary>
    public abstract void Close();
}
