using System.Runtime.InteropServices;

namespace Beacon.Actors.Processes.Linux;

/// <summary>read(2), write(2), lseek(2), ftruncate(2), close(2), open(2) and fcntl(2) on plain descriptors.</summary>
internal static unsafe partial class FileDescriptor
{
    private const int O_WRONLY = 1;
    private const int O_CREAT = 0x40;
    private const int O_APPEND = 0x400;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;
    private const int F_GETFL = 3;
    private const int F_SETFL = 4;
    private const int F_SETPIPE_SZ = 1031;
    private const int F_GETPIPE_SZ = 1032;
    private const int SEEK_END = 2;

    /// <summary>How many bytes were read; 0: end of file; -1: nothing there now; any other error ends the stream as well.</summary>
    public static int Read(int fd, byte* buffer, int length)
    {
        while (true)
        {
            var count = (int)ReadNative(fd, buffer, (nuint)length);
            if (count >= 0) return count;
            if (Errno.Last == Errno.EINTR) continue;
            return Errno.Last == Errno.EAGAIN ? -1 : 0;
        }
    }

    /// <summary>Writes all of it; returns how many bytes were written before an error, if there was one.</summary>
    public static int WriteAll(int fd, byte* buffer, int length, out int errno)
    {
        errno = 0;
        var written = 0;
        while (written < length)
        {
            var count = (int)WriteNative(fd, buffer + written, (nuint)(length - written));
            if (count < 0 && Errno.Last == Errno.EINTR) continue;
            if (count <= 0)
            {
                errno = Errno.Last;
                break;
            }

            written += count;
        }

        return written;
    }

    /// <summary>Writes all of it; returns how many bytes were written before an error, if there was one.</summary>
    public static int WriteAll(int fd, ReadOnlySpan<byte> bytes, out int errno)
    {
        fixed (byte* start = bytes) return WriteAll(fd, start, bytes.Length, out errno);
    }

    /// <summary>Opens a file to be added to, made if need be; -1: <see cref="Errno.Last"/> says why not.</summary>
    public static int OpenForAppend(string path) => OpenNative(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0b110_100_100);

    /// <summary>How long the file is; 0 where that can't be told.</summary>
    public static long Length(int fd) => Math.Max(0, SeekNative(fd, 0, SEEK_END));

    /// <summary>Takes back what was written beyond a length.</summary>
    public static void Truncate(int fd, long length) => _ = TruncateNative(fd, length);

    public static void Close(int fd) => _ = CloseNative(fd);

    public static void SetNonBlocking(int fd) => _ = FcntlNative(fd, F_SETFL, FcntlNative(fd, F_GETFL, 0) | O_NONBLOCK);

    /// <summary>How many bytes a pipe holds; -1: it is no pipe.</summary>
    public static int PipeSize(int fd) => FcntlNative(fd, F_GETPIPE_SZ, 0);

    /// <summary>Asks for a pipe that holds more; returns how many bytes it holds now. May be refused (pipe(7)): then the size stays.</summary>
    public static int Enlarge(int fd, int bytes)
    {
        var size = FcntlNative(fd, F_SETPIPE_SZ, bytes);
        return size >= 0 ? size : PipeSize(fd);
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadNative(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteNative(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long SeekNative(int fd, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int TruncateNative(int fd, long length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseNative(int fd);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FcntlNative(int fd, int command, int argument);
}
