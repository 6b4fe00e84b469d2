using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Plans.Files;

/// <summary>
/// open(2), statx(2), geteuid(2): a file that is opened without waiting for it, and what it is. What was looked at is what is read.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class OpenedFile : IDisposable
{
    private const int O_NOCTTY = 0x100;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;
    private const int AT_EMPTY_PATH = 0x1000;
    private const int EINTR = 4;
    private const int IFMT = 0xF000;
    private const int IFIFO = 0x1000;
    private const int IFCHR = 0x2000;
    private const int IFDIR = 0x4000;
    private const int IFREG = 0x8000;
    private const int IFSOCK = 0xC000;

    private static readonly nint SYS_statx = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 291;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly int _mode;

    /// <summary>Opens a file to be read; links are followed.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It can't be opened.</exception>
    public OpenedFile(string path)
    {
        _path = path;
        int fd;
        do fd = OpenNative(path, O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
        while (fd < 0 && Marshal.GetLastPInvokeError() == EINTR);
        _handle = new SafeFileHandle(fd, ownsHandle: true);

        // struct statx is the same on all architectures, 256 bytes: stx_uid is at 20, stx_mode, 16 bits, at 28.
        const uint STATX_TYPE_MODE_UID = 0x1 | 0x2 | 0x8;
        var status = stackalloc byte[256];
        if (fd >= 0 && StatNative(SYS_statx, _handle, "", AT_EMPTY_PATH, STATX_TYPE_MODE_UID, status) == 0)
        {
            (_mode, Owner) = (*(ushort*)(status + 28), *(uint*)(status + 20));
            return;
        }

        var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        _handle.Dispose();
        throw new IOException(reason);
    }

    /// <summary>The user as whom this process opens files.</summary>
    public static uint EffectiveUser { get; } = EffectiveUserNative();

    /// <summary>The user who owns it.</summary>
    public uint Owner { get; }

    /// <summary>The permission bits.</summary>
    public int Permissions => _mode & 0xFFF;

    /// <summary>What kind of file it is, if it is not a regular one; null: it is.</summary>
    public string? OtherKind =>
        (_mode & IFMT) switch
        {
            IFREG => null,
            IFDIR => "a folder",
            IFIFO => "a pipe",
            IFSOCK => "a socket",
            IFCHR => "a device",
            _ => "a special file",
        };

    /// <summary>Where it is, without links; the path by which it was opened if that can't be told.</summary>
    public string RealPath =>
        File.ResolveLinkTarget($"/proc/self/fd/{_handle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName is { } real
        && File.Exists(real)
            ? real
            : _path;

    /// <summary>Reads it from its beginning.</summary>
    /// <param name="bytes">Receives its bytes, as many as there is room for.</param>
    public int Read(Span<byte> bytes)
    {
        var count = 0;
        for (int read; (read = RandomAccess.Read(_handle, bytes[count..], count)) > 0; )
            count += read;
        return count;
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint StatNative(nint number, SafeFileHandle file, string name, nint flags, nuint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserNative();
}
