using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// openat2(2), openat(2), statx(2), unlinkat(2), renameat(2), mkdirat(2): files by names below an open folder. No link is followed at any
/// place of a name, only regular files are opened, and no open waits. Nothing is thrown: <see cref="Errno.Last"/> says what failed.
/// </summary>
internal static unsafe partial class FileAt
{
    private const int AT_FDCWD = -100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const int O_WRONLY = 1;
    private const int O_CREAT = 0x40;
    private const int O_EXCL = 0x80;
    private const int O_NOCTTY = 0x100;
    private const int O_APPEND = 0x400;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;
    private const int O_PATH = 0x200000;
    private const int F_SETFL = 4;

    // inode(7): S_IFMT, S_IFDIR, S_IFREG, S_IFLNK.
    private const int TypeMask = 0xF000;
    private const int TypeFolder = 0x4000;
    private const int TypeRegular = 0x8000;
    private const int TypeLink = 0xA000;
    private const byte DT_UNKNOWN = 0;
    private const byte DT_REG = 8;
    private const int ForAll = 0b110_110_110;
    private const int ForOwner = 0b110_100_100;
    private const int SYS_openat2 = 437;
    private const ulong RESOLVE_NO_MAGICLINKS = 0x02;
    private const ulong RESOLVE_NO_SYMLINKS = 0x04;
    private const ulong RESOLVE_BENEATH = 0x08;

    // These two differ between the architectures: include/uapi/asm/fcntl.h of arm64, asm-generic/fcntl.h.
    private static readonly int O_DIRECTORY = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 0x10000 : 0x4000;
    private static readonly int O_NOFOLLOW = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 0x20000 : 0x8000;
    private static readonly int SYS_statx = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 291;

    /// <summary>Opens a folder by its path, in which links are followed.</summary>
    public static SafeFileHandle OpenRoot(string path) =>
        new(OpenNative(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_CLOEXEC, 0), ownsHandle: true);

    /// <summary>Opens a folder so that its names can be listed and flushed.</summary>
    public static SafeFileHandle OpenFolder(SafeFileHandle root, string name, bool inOneCall) =>
        new(Open(root, name, O_DIRECTORY, 0, inOneCall), ownsHandle: true);

    /// <summary>Opens a folder as a place of names only.</summary>
    public static SafeFileHandle LocateFolder(SafeFileHandle root, string name, bool inOneCall) =>
        new(Open(root, name, O_PATH | O_DIRECTORY, 0, inOneCall), ownsHandle: true);

    /// <summary>Opens whatever has that name as a place only, which has no effect on it.</summary>
    public static SafeFileHandle Locate(SafeFileHandle root, string name, bool inOneCall) =>
        new(Open(root, name, O_PATH, 0, inOneCall), ownsHandle: true);

    /// <summary>Opens a file for reading; returns its descriptor, or -1.</summary>
    public static int OpenToRead(SafeFileHandle root, string name, bool inOneCall) => OpenRegular(root, name, 0, 0, inOneCall);

    /// <summary>Creates a file; returns its descriptor, or -1.</summary>
    public static int Create(SafeFileHandle root, string name, bool inOneCall) =>
        OpenRegular(root, name, O_WRONLY | O_CREAT | O_EXCL, ForAll, inOneCall);

    /// <summary>Opens a file for writing at its end, created if need be; returns its descriptor, or -1.</summary>
    public static int OpenToAppend(SafeFileHandle root, string name, bool inOneCall) =>
        OpenRegular(root, name, O_WRONLY | O_CREAT | O_APPEND, ForOwner, inOneCall);

    /// <summary>Deletes a file or link.</summary>
    public static bool Delete(SafeFileHandle folder, string name) => DeleteNative(folder, name, 0) == 0;

    /// <summary>Renames a file; one of the new name is replaced.</summary>
    public static bool Rename(SafeFileHandle folder, string name, SafeFileHandle newFolder, string newName) =>
        RenameNative(folder, name, newFolder, newName) == 0;

    /// <summary>Creates a folder.</summary>
    public static bool MakeFolder(SafeFileHandle folder, string name) => MakeFolderNative(folder, name, 0b111_111_111) == 0;

    /// <summary>Writes the names in a folder to the disk (fsync(2)), as far as its file system can.</summary>
    public static void Flush(SafeFileHandle folder) => _ = SyncNative(folder);

    /// <summary>Whether it is a regular file.</summary>
    public static bool IsRegular(SafeFileHandle file)
    {
        var added = false;
        file.DangerousAddRef(ref added);
        var type = TypeOf((int)file.DangerousGetHandle());
        file.DangerousRelease();
        return type == TypeRegular;
    }

    /// <summary>The names of the regular files in an open folder.</summary>
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
                .Where(entry => entry.Type == DT_REG || (entry.Type == DT_UNKNOWN && IsRegularIn(folder, entry.Name)))
                .Select(entry => entry.Name),
        ];
    }

    /// <summary>What an error means for a file that was to be opened.</summary>
    public static string Reason(int errno) =>
        errno switch
        {
            Errno.ELOOP or Errno.EXDEV => "is a link, or lies behind one; links are not followed here",
            Errno.EBADF => "the folder is closed",
            Errno.ENXIO => "is not a regular file",
            Errno.EISDIR => "is a folder, not a file",
            _ => Errno.Message(errno),
        };

    private static bool IsRegularIn(SafeFileHandle folder, string name)
    {
        using var file = Locate(folder, name, inOneCall: false);
        return !file.IsInvalid && IsRegular(file);
    }

    private static int OpenRegular(SafeFileHandle root, string name, int flags, int mode, bool inOneCall)
    {
        var fd = Open(root, name, flags | O_NONBLOCK | O_NOCTTY, mode, inOneCall);
        if (fd < 0)
            return fd;
        var type = TypeOf(fd);
        if (type == TypeRegular)
        {
            // What was asked for so that the open does not wait means nothing to a regular file, but .NET looks at it.
            _ = ControlNative(fd, F_SETFL, flags & O_APPEND);
            return fd;
        }

        FileDescriptor.Close(fd);
        return Fail(type == TypeFolder ? Errno.EISDIR : Errno.ENXIO);
    }

    private static int Open(SafeFileHandle root, string name, int flags, int mode, bool inOneCall)
    {
        try
        {
            return OpenBelow(root, name, flags, mode, inOneCall);
        }
        catch (ObjectDisposedException)
        {
            // The folder may be closed while a program still prints, which must not end the thread that stores output.
            return Fail(Errno.EBADF);
        }
    }

    private static int OpenBelow(SafeFileHandle root, string name, int flags, int mode, bool inOneCall)
    {
        flags |= O_CLOEXEC | O_NOFOLLOW;
        if (inOneCall)
        {
            // struct open_how { u64 flags; u64 mode; u64 resolve; }
            var how = stackalloc ulong[3] { (uint)flags, (uint)mode, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
            int fd;
            do fd = (int)OpenAt2Native(SYS_openat2, root, name, how, 3 * sizeof(ulong));
            while (fd < 0 && Errno.Last == Errno.EINTR);

            // Before Linux 5.6 there is no such call, and the filter of a container may refuse it.
            if (fd >= 0 || Errno.Last is not (Errno.ENOSYS or Errno.EPERM))
                return fd;
        }

        return OpenPartByPart(root, name, flags, mode);
    }

    private static int OpenPartByPart(SafeFileHandle root, string name, int flags, int mode)
    {
        var end = name.IndexOf('/');
        if (end < 0)
        {
            int fd;
            do fd = OpenNative(root, name, flags, mode);
            while (fd < 0 && Errno.Last == Errno.EINTR);
            return fd < 0 && Errno.Last == Errno.ENOTDIR && IsLink(root, name) ? Fail(Errno.ELOOP) : fd;
        }

        using var folder = new SafeFileHandle(
            OpenNative(root, name[..end], O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0),
            ownsHandle: true
        );
        if (!folder.IsInvalid)
            return OpenPartByPart(folder, name[(end + 1)..], flags, mode);
        return Errno.Last == Errno.ENOTDIR && IsLink(root, name[..end]) ? Fail(Errno.ELOOP) : -1;
    }

    private static bool IsLink(SafeFileHandle folder, string name)
    {
        var fd = OpenNative(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC, 0);
        var isLink = fd >= 0 && TypeOf(fd) == TypeLink;
        if (fd >= 0)
            FileDescriptor.Close(fd);
        Marshal.SetLastPInvokeError(Errno.ENOTDIR);
        return isLink;
    }

    private static int Fail(int errno)
    {
        Marshal.SetLastPInvokeError(errno);
        return -1;
    }

    private static int TypeOf(int fd)
    {
        // struct statx is the same on all architectures: stx_mode, 16 bits, is at 28 of its 256 bytes.
        const int ModeOffset = 28;
        const uint STATX_TYPE = 1;
        var status = stackalloc byte[256];
        return StatNative(SYS_statx, fd, "", AT_EMPTY_PATH, STATX_TYPE, status) == 0 ? *(ushort*)(status + ModeOffset) & TypeMask : 0;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenAt2Native(nint number, SafeFileHandle folder, string name, ulong* how, nint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint StatNative(nint number, nint fd, string name, nint flags, nuint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(SafeFileHandle folder, string name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(int folder, string name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DeleteNative(SafeFileHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNative(SafeFileHandle folder, string name, SafeFileHandle newFolder, string newName);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolderNative(SafeFileHandle folder, string name, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncNative(SafeFileHandle folder);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int ControlNative(int fd, int command, int argument);
}
