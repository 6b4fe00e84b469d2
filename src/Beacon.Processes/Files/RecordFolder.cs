using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>
/// A folder that is opened once and through which all files in it are opened, by names relative to it. No link is followed at any place of
/// a name, only regular files are opened, and no open ever waits, as that of a FIFO would. So a folder that other users can write to, or
/// that was received from elsewhere, gives access to its own files only.
/// </summary>
/// <remarks>
/// <para>
/// Names are separated by <c>/</c> on every operating system. An absolute name, and one with an empty part, <c>.</c> or <c>..</c>, is
/// refused. A hard link can't be distinguished from a file and counts as one.
/// </para>
/// <para>
/// A new file may be read and written by whom the folder is open to: 0600 in a folder of mode 0700, 0644 in one of 0755, less the umask. A
/// file that exists is written only if it belongs to the folder's owner.
/// </para>
/// <para>
/// On Linux the folder is a descriptor: it stays the same folder when its path is renamed or replaced. Files are opened by openat(2) with
/// O_NOFOLLOW, part by part. On other systems the attributes of each part of the path are checked before it is used: that does not hold
/// against a process that replaces a part at that very moment, and a FIFO is not recognised.
/// </para>
/// <para>All members may be called from several threads at once.</para>
/// </remarks>
public abstract class RecordFolder : IDisposable
{
    private protected const UnixFileMode AnyMode = (UnixFileMode)0b111_111_111;

    private protected RecordFolder(string path) => Path = path;

    /// <summary>The absolute path by which the folder was opened; for messages and for programs that are given it.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether another user owns the folder, or one above it, and could therefore replace what this process opens by a path. Known only of
    /// a folder from <see cref="OpenGuarded"/>, which lets nobody but root into such a folder.
    /// </summary>
    public virtual bool IsOfAnotherUser => false;

    /// <summary>
    /// Opens a folder, and creates it and those above it if they do not exist; itself for this user alone (mode 0700).
    /// </summary>
    /// <param name="path">Its path. Links in the path itself are followed.</param>
    /// <exception cref="IOException">The folder can't be created or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static RecordFolder Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Open(path);
    }

    /// <summary>
    /// Opens a folder where no other user can replace what this process creates: neither the folder nor one above it can be changed by
    /// others, unless it is sticky (as /tmp is), and each belongs to this user or to root. Root may also use a folder of another user. A
    /// link on the path is followed only if it belongs to root, to this user, or to the user whose folder it leads to.
    /// </summary>
    /// <remarks>
    /// Permissions are those of inode(7): access control lists are seen as far as they show in the permissions of the group. On systems
    /// other than Linux nothing is checked.
    /// </remarks>
    /// <param name="path">Its path.</param>
    /// <param name="create">Whether to create it and those above it if they do not exist.</param>
    /// <exception cref="UntrustedFolderException">Other users can change the folder or one above it.</exception>
    /// <exception cref="IOException">The folder does not exist, or can't be created or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static RecordFolder OpenGuarded(string path, bool create = false)
    {
        path = System.IO.Path.GetFullPath(path);
        if (OperatingSystem.IsLinux())
            return GuardedPath.Open(path, create);
        if (create)
            Directory.CreateDirectory(path);
        return new PathFolder(path);
    }

    /// <summary>Opens a folder that exists.</summary>
    /// <param name="path">Its path. Links in the path itself are followed.</param>
    /// <exception cref="IOException">The folder does not exist or can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static RecordFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        return OperatingSystem.IsLinux() ? new DescriptorFolder(path) : new PathFolder(path);
    }

    /// <summary>
    /// A path that leads to this folder as long as it is open, whatever becomes of its own path: /proc/self/fd/N on Linux (proc(5)). For
    /// calls that take paths only, such as bind(2).
    /// </summary>
    public virtual string OpenPath => Path;

    /// <summary>
    /// Opens a name as a place only, whatever it is, to be reached by <c>/proc/self/fd/N</c>: a socket with too long a path.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FileNotFoundException">There is nothing of that name.</exception>
    /// <exception cref="IOException">The name is or contains a link, or can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    /// <exception cref="PlatformNotSupportedException">This system has no such descriptors.</exception>
    public virtual SafeFileHandle OpenPlace(string name) => throw new PlatformNotSupportedException();

    /// <summary>
    /// Takes the folder's lock, as flock(2) does, until what is returned is disposed of or this process has ended; null: somebody else
    /// has it. It binds those only who ask for it. Where there is no such lock, it is always free.
    /// </summary>
    /// <exception cref="IOException">The folder can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public virtual IDisposable? TryLock() => new NoLock();

    /// <summary>The path of a file in the folder, for messages: no file is to be opened by it.</summary>
    /// <param name="name">The file's name.</param>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Opens a file for reading; others may write, rename and delete it meanwhile.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The name is or contains a link, is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public FileStream OpenRead(string name) => new(OpenHandle(name), FileAccess.Read);

    /// <summary>The same for reads at positions of one's own (<see cref="RandomAccess"/>).</summary>
    /// <inheritdoc cref="OpenRead"/>
    public SafeFileHandle OpenHandle(string name) => Open(name, FileMode.Open);

    /// <summary>Creates a file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bufferBytes">How many bytes are gathered before they are written; 0 or 1: none.</param>
    /// <param name="mode">What whom is permitted at most, less the umask.</param>
    /// <exception cref="IOException">There is something of that name, or the file can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public FileStream CreateNew(string name, int bufferBytes = 4096, UnixFileMode mode = AnyMode) =>
        new(Open(name, FileMode.CreateNew, mode), FileAccess.Write, bufferBytes);

    /// <summary>Opens a file for writing at its end, and creates it if it does not exist.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bufferBytes">How many bytes are gathered before they are written; 0 or 1: none.</param>
    /// <exception cref="IOException">The name is or contains a link, is not a regular file, or can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public FileStream Append(string name, int bufferBytes = 4096)
    {
        var file = new FileStream(OpenToAppend(name), FileAccess.Write, bufferBytes);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    /// <summary>
    /// Writes a file whole or not at all: the content is written to a temporary file beside it and flushed to the disk, then renamed. A
    /// file of that name is replaced, a link or a FIFO of that name too.
    /// </summary>
    /// <param name="name">The file's name.</param>
    /// <param name="write">Writes the content. What it throws is thrown on; the file stays as it was.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public void Replace(string name, Action<Stream> write)
    {
        using var file = CreateUnfinished(name, out var unfinished);
        try
        {
            write(file);
            file.Flush(flushToDisk: true);
            file.Dispose();
            Rename(unfinished, name);
            FlushNames(name);
        }
        catch
        {
            Delete(unfinished);
            throw;
        }
    }

    // What another program has put in the place of the usual name does not matter, nor what a killed process has left there.
    private FileStream CreateUnfinished(string name, out string unfinished)
    {
        unfinished = $"{name}.tmp";
        try
        {
            Delete(unfinished);
            return CreateNew(unfinished);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && IsFolder(name + ".tmp"))
        {
            unfinished = $"{name}.{RandomDigits()}.tmp";
            return CreateNew(unfinished);
        }
    }

    private static string RandomDigits() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Whether there is a regular file of that name, not reached by a link.</summary>
    /// <param name="name">The file's name.</param>
    public abstract bool Exists(string name);

    /// <summary>
    /// Whether there is something of that name that is no regular file, or belongs neither to the folder's owner nor to root. One look: a
    /// file that comes or goes at that moment is not taken for another's.
    /// </summary>
    /// <param name="name">The name.</param>
    public abstract bool IsForeign(string name);

    /// <summary>Whether there is anything of that name: a file, a folder, a link, a FIFO.</summary>
    /// <param name="name">The name.</param>
    public abstract bool Has(string name);

    /// <summary>
    /// The number of a regular file in its file system, which stays the same when the file is renamed; null: there is none, or that is not
    /// known here.
    /// </summary>
    /// <param name="name">The file's name.</param>
    public virtual long? NumberOf(string name) => null;

    /// <inheritdoc cref="NumberOf(string)"/>
    internal virtual long? NumberOf(SafeFileHandle file) => null;

    /// <summary>Deletes a file or a link, if there is one.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="IOException">It can't be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract void Delete(string name);

    /// <summary>Renames a file atomically; one of the new name is replaced.</summary>
    /// <param name="from">The file's name.</param>
    /// <param name="to">Its new name.</param>
    /// <exception cref="IOException">It can't be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract void Rename(string from, string to);

    /// <summary>Creates a folder in this one, unless there is one.</summary>
    /// <param name="name">The folder's name; the folders above it must exist.</param>
    /// <exception cref="IOException">It can't be created, or something else has that name.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract void EnsureFolder(string name);

    /// <summary>Creates a folder in this one and opens it.</summary>
    /// <param name="name">The folder's name; the folders above it must exist.</param>
    /// <param name="mode">What whom is permitted, less the umask; files in it accordingly.</param>
    /// <returns>The folder; null: there is something of that name.</returns>
    /// <exception cref="IOException">It can't be created, or was replaced at that moment.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract RecordFolder? CreateFolder(string name, UnixFileMode mode);

    /// <summary>Opens a folder in this one.</summary>
    /// <param name="name">The folder's name.</param>
    /// <exception cref="IOException">There is no such folder, the name is or contains a link, or it can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract RecordFolder OpenFolder(string name);

    /// <summary>Deletes a folder with all that is in it, links themselves and not what they lead to.</summary>
    /// <param name="name">The folder's name.</param>
    /// <exception cref="IOException">There is no such folder, or something in it can't be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract void DeleteFolder(string name);

    /// <summary>Deletes a folder if it is empty; false: it is not, or there is none.</summary>
    /// <param name="name">The folder's name.</param>
    public abstract bool TryDeleteEmptyFolder(string name);

    /// <summary>The regular files of a folder, not those of the folders in it; links and all else are left out.</summary>
    /// <param name="folder">The folder's name; empty: this folder itself.</param>
    /// <returns>Names relative to this folder, sorted ordinally.</returns>
    /// <exception cref="IOException">There is no such folder, or it can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public abstract IReadOnlyList<string> List(string folder = "");

    /// <summary>Closes the folder. Files that are open stay open.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Opens a file for writing at its end, created if need be.</summary>
    internal virtual SafeFileHandle OpenToAppend(string name) => Open(name, FileMode.Append);

    /// <summary>Opens a file: to be read (Open), to be created (CreateNew), to be written at its end (Append).</summary>
    private protected abstract SafeFileHandle Open(string name, FileMode mode, UnixFileMode permissions = AnyMode);

    /// <summary>Whether there is a folder of that name.</summary>
    private protected abstract bool IsFolder(string name);

    /// <summary>Sees to it that the names in a file's folder are on the disk, as far as the file system can.</summary>
    private protected abstract void FlushNames(string name);

    /// <summary>Refuses a name that could lead out of the folder.</summary>
    private protected static string Checked(string name)
    {
        foreach (var part in name.Split('/'))
            if (part is "" or "." or ".." || part.Contains('\0') || (OperatingSystem.IsWindows() && part.AsSpan().ContainsAny('\\', ':')))
                throw new IOException(
                    $"\"{name}\" is not a name below a folder: it must be relative, without empty parts, \".\" and \"..\""
                );
        return name;
    }

    private sealed class NoLock : IDisposable
    {
        public void Dispose() { }
    }
}
