using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// read(2), pread(2), write(2), lseek(2), close(2), open(2), openat(2), fcntl(2), pipe2(2), close_range(2), getdents(2) on plain
/// descriptors, access(2), mkdir(2), rmdir(2). What fails here fails often and for good reasons, as with files of a
/// process that has just ended: nothing is thrown.
/// </summary>
internal static unsafe partial class FileDescriptor
{
    private const int O_RDONLY = 0;
    private const int O_WRONLY = 1;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;
    private const int F_GETFD = 1;
    private const int FD_CLOEXEC = 1;
    private const int F_GETFL = 3;
    private const int F_SETFL = 4;
    private const int F_SETPIPE_SZ = 1031;
    private const int X_OK = 1;
    private const int W_OK = 2;
    private const uint CLOSE_RANGE_CLOEXEC = 4;
    private const int F_GETPIPE_SZ = 1032;

    // Not by its name: the C library has it only since 2.30.
    private static readonly int SYS_getdents64 = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 217 : 61;

    /// <summary>How many bytes were read; 0: end of file; -1: nothing there now; any other error ends the stream as well.</summary>
    public static int Read(int fd, byte* buffer, int length)
    {
        while (true)
        {
            var count = (int)ReadNative(fd, buffer, (nuint)length);
            if (count >= 0)
                return count;
            if (Errno.Last == Errno.EINTR)
                continue;
            return Errno.Last == Errno.EAGAIN ? -1 : 0;
        }
    }

    public static bool TryWrite(int fd, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count;
            fixed (byte* start = bytes)
                count = (int)WriteNative(fd, start, (nuint)bytes.Length);
            if (count > 0)
                bytes = bytes[count..];
            else if (count == 0 || Errno.Last != Errno.EINTR)
                return false;
        }

        return true;
    }

    /// <summary>Reads a whole file, such as those in /proc that have no size; empty: there is none, or this user may not read it.</summary>
    public static byte[] ReadAll(string path)
    {
        var fd = Open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return [];
        try
        {
            var buffer = new byte[4096];
            var length = 0;
            while (true)
            {
                int count;
                fixed (byte* free = &buffer[length])
                    count = Read(fd, free, buffer.Length - length);
                if (count <= 0)
                    return buffer[..length];
                length += count;
                if (length == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        finally
        {
            Close(fd);
        }
    }

    /// <summary>Opens a file or folder for reading; -1: it does not exist, or this user may not read it.</summary>
    public static int OpenForReading(string path) => Open(path, O_RDONLY | O_CLOEXEC);

    /// <summary>The same for a file in an open folder; its name is ended by a zero.</summary>
    public static int OpenForReading(int folder, ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
            return OpenAtNative(folder, start, O_RDONLY | O_CLOEXEC);
    }

    /// <summary>Reads from the beginning of the file, whatever the position; -1: it can't be read any more.</summary>
    public static int ReadFromStart(int fd, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            int count;
            do count = (int)ReadAtNative(fd, start, (nuint)buffer.Length, 0);
            while (count < 0 && Errno.Last == Errno.EINTR);
            return count;
        }
    }

    /// <summary>Receives an entry of a folder: its name in UTF-8, and its type (DT_REG and so on, readdir(3)).</summary>
    public delegate void EntryHandler<T>(T state, ReadOnlySpan<byte> name, byte type);

    /// <summary>Adds the names in an open folder that are numbers, as those of processes and threads in /proc.</summary>
    public static void ListNumbers(int folder, List<int> numbers) =>
        List(
            folder,
            numbers,
            static (numbers, name, _) =>
            {
                if (Utf8Parser.TryParse(name, out int number, out var length) && length == name.Length)
                    numbers.Add(number);
            }
        );

    public static List<int> NumbersIn(string folder)
    {
        var numbers = new List<int>();
        var fd = OpenForReading(folder);
        if (fd < 0)
            return numbers;
        ListNumbers(fd, numbers);
        Close(fd);
        return numbers;
    }

    /// <summary>Lists an open folder from its beginning, <c>.</c> and <c>..</c> included.</summary>
    public static void List<T>(int folder, T state, EntryHandler<T> handler)
    {
        // struct linux_dirent64 { u64 ino; s64 off; u16 reclen; u8 type; char name[]; }
        const int LengthOffset = 16;
        const int TypeOffset = 18;
        const int NameOffset = 19;
        const int BufferBytes = 16 * 1024;
        var buffer = stackalloc byte[BufferBytes];
        _ = SeekNative(folder, 0, 0);
        int count;
        while ((count = (int)SyscallNative(SYS_getdents64, folder, (nint)buffer, BufferBytes)) > 0)
        {
            for (var at = 0; at < count; at += *(ushort*)(buffer + at + LengthOffset))
                handler(state, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + NameOffset), buffer[at + TypeOffset]);
        }
    }

    /// <summary>Writes a text to a file that exists; false: it could not be written.</summary>
    public static bool WriteText(string path, string text)
    {
        var fd = Open(path, O_WRONLY | O_CLOEXEC);
        if (fd < 0)
            return false;
        var isWritten = TryWrite(fd, Encoding.UTF8.GetBytes(text));
        Close(fd);
        return isWritten;
    }

    /// <summary>A pipe that programs do not inherit and whose reader does not wait.</summary>
    public static (int Read, int Write) Pipe() => Pipe(O_CLOEXEC | O_NONBLOCK);

    /// <summary>A pipe that programs do not inherit by themselves, and whose ends wait.</summary>
    public static (int Read, int Write) BlockingPipe() => Pipe(O_CLOEXEC);

    /// <summary>
    /// No program that is started from now on inherits a descriptor but its three, not even one that another library has left inheritable.
    /// Before Linux 5.11 this does nothing.
    /// </summary>
    public static void CloseAllOnExec() => _ = CloseRangeNative(3, uint.MaxValue, CLOSE_RANGE_CLOEXEC);

    /// <summary>Whether it is open, and programs that are executed have it too.</summary>
    public static bool IsKeptOnExec(int fd) => FcntlNative(fd, F_GETFD, 0) is >= 0 and var flags && (flags & FD_CLOEXEC) == 0;

    public static bool IsExecutable(string path) => FileAt.StatusOf(path).IsRegular && AccessNative(path, X_OK) == 0;

    public static bool IsWritable(string path) => AccessNative(path, W_OK) == 0;

    public static bool MakeFolder(string path) => MakeFolderNative(path, 0b111_101_101) == 0;

    public static bool RemoveFolder(string path) => RemoveFolderNative(path) == 0;

    public static void Close(int fd) => _ = CloseNative(fd);

    public static void SetNonBlocking(int fd) => _ = FcntlNative(fd, F_SETFL, FcntlNative(fd, F_GETFL, 0) | O_NONBLOCK);

    /// <summary>How many bytes a pipe holds; -1: it is no pipe.</summary>
    public static int PipeSize(int fd) => FcntlNative(fd, F_GETPIPE_SZ, 0);

    /// <summary>Enlarges a pipe; returns its size now. The kernel may refuse (pipe(7)): then the size stays.</summary>
    public static int Enlarge(int fd, int bytes)
    {
        var size = FcntlNative(fd, F_SETPIPE_SZ, bytes);
        return size >= 0 ? size : PipeSize(fd);
    }

    private static (int Read, int Write) Pipe(int flags)
    {
        var ends = stackalloc int[2];
        if (PipeNative(ends, flags) != 0)
            throw Errno.Exception("pipe2");
        return (ends[0], ends[1]);
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadNative(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteNative(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long SeekNative(int fd, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAtNative(int folder, byte* name, int flags);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint ReadAtNative(int fd, byte* buffer, nuint count, long offset);

    // Without its errno: that of what failed before is still wanted.
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNative(int fd);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FcntlNative(int fd, int command, int argument);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int PipeNative(int* ends, int flags);

    // Not by its name: the C library has it only since 2.34. 436 on every architecture.
    private static int CloseRangeNative(uint first, uint last, uint flags) => (int)SyscallNative(436, (nint)first, (nint)last, (nint)flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallNative(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AccessNative(string path, int mode);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolderNative(string path, int mode);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveFolderNative(string path);
}
