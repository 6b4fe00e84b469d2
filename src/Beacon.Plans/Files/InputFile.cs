using System.Globalization;

namespace Beacon.Plans.Files;

/// <summary>A file that a plan is made of, read as a whole.</summary>
/// <param name="Bytes">What is in it.</param>
/// <param name="Path">Where relative paths in it start from: its own path, or if it was discovered, where it is without links.</param>
internal sealed record InputFile(byte[] Bytes, string Path)
{
    private const int MaximumBytes = 1024 * 1024;
    private const uint Root = 0;

    /// <summary>Reads a file that the user has named. It may be a pipe, on which this waits.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static InputFile Named(string path)
    {
        using var file = File.OpenRead(path);
        return new InputFile(From(file), path);
    }

    /// <summary>Reads what is left of a stream.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static byte[] From(Stream stream)
    {
        // A device may have no end.
        var bytes = new byte[MaximumBytes + 1];
        return Checked(bytes, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    /// <summary>Reads a regular file, or <c>/dev/null</c>; never waits.</summary>
    /// <exception cref="IOException">It can't be read, or is something else.</exception>
    public static InputFile Regular(string path)
    {
        if (!OperatingSystem.IsLinux())
            return Named(path);
        using var file = new OpenedFile(path);
        return path == "/dev/null" ? new InputFile([], path)
            : file.OtherKind is { } kind ? throw new IOException($"it is {kind}; name a regular file")
            : new InputFile(Read(file), path);
    }

    /// <summary>
    /// Reads a file that was found rather than named. It may hold commands, so it is read only if nobody else can have written it: its
    /// owner is the effective user or root, or under sudo the user who called it, and not everybody can write it.
    /// </summary>
    /// <exception cref="IOException">It can't be read, or is no regular file.</exception>
    /// <exception cref="UntrustedFileException">Somebody else could have written it.</exception>
    public static InputFile Discovered(string path)
    {
        if (!OperatingSystem.IsLinux())
            return Named(path);
        using var file = new OpenedFile(path);
        if (file.OtherKind is { } kind)
            throw new IOException($"it is {kind}; name a regular file");
        if (!IsTrusted(file.Owner))
            throw new UntrustedFileException(
                string.Create(CultureInfo.InvariantCulture, $"belongs to another user (uid {file.Owner}), and was found, not named")
            );
        if ((file.Permissions & 2) != 0)
            throw new UntrustedFileException(
                $"can be written by every user (mode {Convert.ToString(file.Permissions, 8)}), and was found, not named; "
                    + "make it yours alone with: chmod o-w"
            );

        // Its relative paths must not start from a folder in which somebody else has put a link to it.
        return new InputFile(Read(file), file.RealPath);
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static bool IsTrusted(uint owner) =>
        owner == Root
        || owner == OpenedFile.EffectiveUser
        || (
            OpenedFile.EffectiveUser == Root
            && uint.TryParse(
                Environment.GetEnvironmentVariable("SUDO_UID"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var caller
            )
            && owner == caller
        );

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static byte[] Read(OpenedFile file)
    {
        var bytes = new byte[MaximumBytes + 1];
        return Checked(bytes, file.Read(bytes));
    }

    private static byte[] Checked(byte[] bytes, int count) =>
        count <= MaximumBytes ? bytes[..count] : throw new IOException("it has more than 1 MiB, which no such file has");
}
