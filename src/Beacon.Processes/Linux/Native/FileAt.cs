using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// openat(2), statx(2), unlinkat(2), renameat(2), mkdirat(2), readlinkat(2): a name in an open folder. No link is followed, only regular
/// files are opened, and no open waits. Nothing is thrown: <see cref="Errno.Last"/> says what failed.
/// </summary>
internal static unsafe partial class FileAt
{
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const int O_WRONLY = 1;
    private const int O_CREAT = 0x40;
    private const int O_EXCL = 0x80;
    private const int AT_REMOVEDIR = 0x200;
    private const int O_NOCTTY = 0x100;
    private const int O_APPEND = 0x400;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;
    private const int O_PATH = 0x200000;
    private const int F_SETFL = 4;

    private const byte DT_UNKNOWN = 0;
    private const byte DT_REG = 8;

    // These differ between the architectures: include/uapi/asm/fcntl.h of arm64, asm-generic/fcntl.h.
    private static readonly int O_DIRECTORY = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 0x10000 : 0x4000;
    private static readonly int O_NOFOLLOW = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 0x20000 : 0x8000;
    private static readonly int SYS_statx = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 291;

    /// <summary>Opens a folder by its path, in which links are followed.</summary>
    public static SafeFileHandle OpenRoot(string path)
    {
        using var current = new SafeFileHandle(AT_FDCWD, ownsHandle: false);
        return new SafeFileHandle(OpenNative(current, path, O_PATH | O_DIRECTORY | O_CLOEXEC, 0), ownsHandle: true);
    }

    /// <summary>Opens a folder in a folder: as a place of names only, or so that its names can be listed and flushed.</summary>
    public static SafeFileHandle OpenFolder(SafeFileHandle folder, string name, bool toList = false) =>
        Open(folder, name, O_DIRECTORY | (toList ? 0 : O_PATH), 0);

    /// <summary>Opens whatever is at a name, as a place only.</summary>
    public static SafeFileHandle OpenPlace(SafeFileHandle folder, string name) => Open(folder, name, O_PATH, 0);

    /// <summary>
    /// Opens a file: to be read (Open), to be created (CreateNew), to be written at its end (Append). One that existed is written only if
    /// it belongs to the owner.
    /// </summary>
    public static SafeFileHandle OpenRegular(SafeFileHandle folder, string name, FileMode mode, int permissions, uint owner)
    {
        var flags = mode switch
        {
            FileMode.Open => 0,
            FileMode.CreateNew => O_WRONLY | O_CREAT | O_EXCL,
            _ => O_WRONLY | O_CREAT | O_APPEND,
        };
        var file = Open(folder, name, flags | O_NONBLOCK | O_NOCTTY, permissions);
        if (file.IsInvalid)
            return file;
        var status = StatusOf(file);
        if (status.IsRegular && (mode != FileMode.Append || status.Owner == owner))
        {
            // What was asked for so that the open does not wait means nothing to a regular file, but .NET looks at it.
            _ = ControlNative(file, F_SETFL, flags & O_APPEND);
            return file;
        }

        file.Dispose();
        return Failed(
            status.IsRegular ? Errno.EPERM
            : status.IsFolder ? Errno.EISDIR
            : Errno.ENXIO
        );
    }

    public static bool Delete(SafeFileHandle folder, string name) => DeleteNative(folder, name, 0) == 0;

    /// <summary>Renames a file; one of the new name is replaced.</summary>
    public static bool Rename(SafeFileHandle folder, string name, SafeFileHandle newFolder, string newName) =>
        RenameNative(folder, name, newFolder, newName) == 0;

    public static bool MakeFolder(SafeFileHandle folder, string name, int permissions) => MakeFolderNative(folder, name, permissions) == 0;

    /// <summary>Removes an empty folder.</summary>
    public static bool RemoveFolder(SafeFileHandle folder, string name) => DeleteNative(folder, name, AT_REMOVEDIR) == 0;

    /// <summary>What is at a name; it is not followed if it is a link.</summary>
    public static FileStatus StatusOf(SafeFileHandle folder, string name) => StatusOf(folder, name, AT_SYMLINK_NOFOLLOW);

    /// <summary>What a path leads to, links followed.</summary>
    public static FileStatus StatusOf(string path)
    {
        using var current = new SafeFileHandle(AT_FDCWD, ownsHandle: false);
        return StatusOf(current, path, 0);
    }

    /// <summary>The status of an open file or folder.</summary>
    public static FileStatus StatusOf(SafeFileHandle file) => StatusOf(file, "", AT_EMPTY_PATH);

    /// <summary>What a link contains; null: it is no link.</summary>
    public static string? TargetOf(SafeFileHandle folder, string name)
    {
        const int PATH_MAX = 4096;
        var target = stackalloc byte[PATH_MAX];
        var length = ReadLinkNative(folder, name, target, PATH_MAX);
        return length <= 0 ? null : Encoding.UTF8.GetString(target, (int)length);
    }

    /// <summary>Writes the names in a folder to the disk (fsync(2)), as far as its file system can.</summary>
    public static void Flush(SafeFileHandle folder) => _ = SyncNative(folder);

    public static bool IsRegular(SafeFileHandle folder, string name) => StatusOf(folder, name).IsRegular;

    /// <summary>All names in a folder that was opened to be listed.</summary>
    public static List<string> NamesIn(SafeFileHandle folder)
    {
        var names = new List<string>();
        FileDescriptor.List(
            (int)folder.DangerousGetHandle(),
            names,
            static (names, name, _) =>
            {
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    names.Add(Encoding.UTF8.GetString(name));
            }
        );
        return names;
    }

    /// <summary>The names of the regular files in a folder that was opened to be listed.</summary>
    public static List<string> RegularFilesOf(SafeFileHandle folder)
    {
        var entries = new List<(string Name, byte Type)>();
        FileDescriptor.List(
            (int)folder.DangerousGetHandle(),
            entries,
            static (entries, name, type) => entries.Add((Encoding.UTF8.GetString(name), type))
        );

        // Not every file system gives the type with the name.
        return
        [
            .. entries
                .Where(entry => entry.Type == DT_REG || (entry.Type == DT_UNKNOWN && IsRegular(folder, entry.Name)))
                .Select(entry => entry.Name),
        ];
    }

    /// <summary>What an error means for a file that was to be opened.</summary>
    public static string Reason(int errno) =>
        errno switch
        {
            Errno.ELOOP => "is a link, and links are not followed here",
            Errno.ENOTDIR => "is not a folder, or is a link, and links are not followed here",
            Errno.EBADF => "the folder is closed",
            Errno.ENXIO => "is not a regular file",
            Errno.EISDIR => "is a folder, not a file",
            Errno.EPERM => "belongs to another user, or may not be changed",
            _ => Errno.Message(errno),
        };

    private static SafeFileHandle Open(SafeFileHandle folder, string name, int flags, int mode)
    {
        try
        {
            int fd;
            do fd = OpenNative(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
            while (fd < 0 && Errno.Last == Errno.EINTR);
            return new SafeFileHandle(fd, ownsHandle: true);
        }
        catch (ObjectDisposedException)
        {
            // The folder may be closed while a program still prints, which must not end the thread that stores output.
            return Failed(Errno.EBADF);
        }
    }

    private static SafeFileHandle Failed(int errno)
    {
        Marshal.SetLastPInvokeError(errno);
        return new SafeFileHandle(-1, ownsHandle: true);
    }

    private static FileStatus StatusOf(SafeFileHandle folder, string name, int flags)
    {
        // struct statx is the same on all architectures, 256 bytes: stx_uid at 20, stx_gid at 24, stx_mode, 16 bits, at 28, stx_ino at 32.
        const uint STATX_TYPE_MODE_UID_GID_INO = 0x1 | 0x2 | 0x8 | 0x10 | 0x100;
        var status = stackalloc byte[256];
        return StatNative(SYS_statx, folder, name, flags, STATX_TYPE_MODE_UID_GID_INO, status) == 0
            ? new FileStatus(*(ushort*)(status + 28), *(uint*)(status + 20), *(uint*)(status + 24)) { Number = *(long*)(status + 32) }
            : default;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint StatNative(nint number, SafeFileHandle folder, string name, nint flags, nuint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(SafeFileHandle folder, string name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DeleteNative(SafeFileHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNative(SafeFileHandle folder, string name, SafeFileHandle newFolder, string newName);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolderNative(SafeFileHandle folder, string name, int mode);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadLinkNative(SafeFileHandle folder, string name, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncNative(SafeFileHandle folder);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int ControlNative(SafeFileHandle file, int command, int argument);
}
