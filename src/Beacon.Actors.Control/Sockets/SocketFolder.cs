using System.Globalization;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Actors.Control.Sockets;

/// <summary>
/// Where the sockets of living runs are: <c>RESULTS/.running/ID.sock</c>. <c>/tmp/beacon-UID</c> has a link to each of one user, and the
/// socket itself where the results lie on a file system without sockets.
/// </summary>
internal static class SocketFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The name of a run's socket in either folder.</summary>
    public static string NameOf(string run) => $"{run}{RunningMarks.SocketSuffix}";

    /// <summary>The path of a run's socket in its results folder.</summary>
    public static string PathOf(string results, string run) => Path.Combine(results, RunningMarks.FolderName, NameOf(run));

    /// <summary>The folder of a user's sockets and links, whatever their results folders are.</summary>
    public static string PathOfUser(uint user) => string.Create(CultureInfo.InvariantCulture, $"/tmp/beacon-{user}");

    /// <summary>Opens the folder of the sockets in a results folder.</summary>
    /// <exception cref="IOException">It does not exist, or can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user, or may not be opened.</exception>
    public static RecordFolder OfResults(string results)
    {
        using var folder = RecordFolder.OpenGuarded(results);
        return folder.OpenFolder(RunningMarks.FolderName);
    }

    /// <summary>Deletes the folder of the sockets in a results folder, unless other runs use it.</summary>
    public static void TryDeleteEmpty(string results)
    {
        try
        {
            using var folder = RecordFolder.OpenGuarded(results);
            folder.TryDeleteEmptyFolder(RunningMarks.FolderName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It was moved or deleted meanwhile.
        }
    }

    /// <summary>Opens the folder of a user; one that another user has put there is refused.</summary>
    /// <inheritdoc cref="OfResults"/>
    public static RecordFolder OfUser(uint user, bool create)
    {
        var folder = RecordFolder.OpenGuarded(PathOfUser(user), create);
        if (folder.IsOfAnotherUser)
        {
            folder.Dispose();
            throw new UnauthorizedAccessException($"{PathOfUser(user)} belongs to another user");
        }

        if (create && !OperatingSystem.IsWindows() && File.GetUnixFileMode(folder.OpenPath) != Private)
            File.SetUnixFileMode(folder.OpenPath, Private);
        return folder;
    }

    /// <summary>The names in a folder, sockets and links among them.</summary>
    public static IEnumerable<string> NamesIn(RecordFolder folder) =>
        Directory
            .EnumerateFileSystemEntries(folder.OpenPath)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.EndsWith(RunningMarks.SocketSuffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
