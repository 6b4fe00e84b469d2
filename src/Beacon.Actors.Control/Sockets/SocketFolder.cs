using System.Globalization;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Actors.Control.Sockets;

/// <summary>
/// Where the sockets of living runs are: <c>RESULTS/.running/ID.sock</c>. <c>/tmp/beacon-UID</c> has a link to each of one user. Where the
/// results lie on a file system without sockets, it has the socket itself, and the link, which then leads nowhere, as <c>ID.at</c>.
/// </summary>
internal static class SocketFolder
{
    private const string PlaceSuffix = ".at";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The name of a run's socket in either folder.</summary>
    public static string NameOf(string run) => $"{run}{RunningMarks.SocketSuffix}";

    /// <summary>The name of the link to the place where a socket would be if its file system had any.</summary>
    public static string NameOfPlace(string socket) => Path.ChangeExtension(socket, PlaceSuffix);

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

    /// <summary>The links in a user's folder, the paths that they lead to, and whether there is still the mark of a run.</summary>
    public static IReadOnlyList<(string Name, string Socket, bool IsOfRun)> LinksIn(RecordFolder folder) =>
        [
            .. from path in Directory.EnumerateFileSystemEntries(folder.OpenPath)
            let target = new FileInfo(path).LinkTarget
            where target is not null && Path.GetExtension(path) is RunningMarks.SocketSuffix or PlaceSuffix
            orderby path
            select (Path.GetFileName(path), target, File.Exists(Path.ChangeExtension(target, RunningMarks.MarkSuffix))),
        ];
}
