using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// A pseudoterminal (pty(7)) for output: posix_openpt(3), unlockpt(3), ptsname_r(3), tcsetattr(3). Our end reads what is written to the
/// terminal byte for byte. It never becomes a controlling terminal: the kernel hangs that up when the session's leader ends, and discards
/// unread output.
/// </summary>
internal sealed unsafe partial class PseudoTerminal : IDisposable
{
    private const int O_RDWR = 2;
    private const int O_NOCTTY = 0x100;
    private const int O_CLOEXEC = 0x80000;
    private const int TCSANOW = 0;
    private const nuint TIOCSWINSZ = 0x5414;
    private const ushort Rows = 43;
    private const ushort Columns = 132;
    private const int NameBytes = 128;

    // struct termios of the C library is 60 bytes; cfmakeraw(3) knows its fields.
    private const int TermiosBytes = 256;

    private int _terminal;

    private PseudoTerminal(SafeFileHandle ourEnd, string name, int terminal) => (OurEnd, Name, _terminal) = (ourEnd, name, terminal);

    public SafeFileHandle OurEnd { get; }

    /// <summary>The terminal's file, such as <c>/dev/pts/7</c>.</summary>
    public string Name { get; }

    /// <summary>Opens a terminal of 132 columns and 43 rows that passes output on unchanged.</summary>
    /// <exception cref="IOException">The system has no terminals, or no more of them.</exception>
    public static PseudoTerminal Open()
    {
        var ourEnd = OpenMaster(O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (ourEnd < 0)
            throw Errno.Exception("no pseudoterminal: posix_openpt");

        var handle = new SafeFileHandle(ourEnd, ownsHandle: true);
        try
        {
            var name = stackalloc byte[NameBytes];
            if (Unlock(ourEnd) != 0 || NameOf(ourEnd, name, NameBytes) != 0)
                throw Errno.Exception("no pseudoterminal: unlockpt");
            MakeRaw(ourEnd);

            // Held open until the process has exited: with no other end open, reads would end before it has started.
            var path = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
            var terminal = FileDescriptor.Open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
            if (terminal < 0)
                throw Errno.Exception($"no pseudoterminal: {path}");
            return new PseudoTerminal(handle, path, terminal);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Closes the terminal: our end reads what is left, and ends when no process holds the terminal.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _terminal, -1) is >= 0 and var terminal)
            FileDescriptor.Close(terminal);
    }

    public void Dispose()
    {
        Release();
        OurEnd.Dispose();
    }

    private static void MakeRaw(int fd)
    {
        var settings = stackalloc byte[TermiosBytes];
        if (GetAttributes(fd, settings) != 0)
            throw Errno.Exception("no pseudoterminal: tcgetattr");
        MakeRawNative(settings);
        if (SetAttributes(fd, TCSANOW, settings) != 0)
            throw Errno.Exception("no pseudoterminal: tcsetattr");

        var size = stackalloc ushort[] { Rows, Columns, 0, 0 };
        _ = Control(fd, TIOCSWINSZ, size);
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int fd);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOf(int fd, byte* name, nuint size);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(int fd, byte* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetAttributes(int fd, int when, byte* settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRawNative(byte* settings);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int fd, nuint request, ushort* size);
}
