using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>errno(3): the numbers that the engine distinguishes, and their meaning in words.</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int ENXIO = 6;
    public const int EBADF = 9;
    public const int EAGAIN = 11;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int ENOTDIR = 20;
    public const int EISDIR = 21;
    public const int ELOOP = 40;

    public static int Last => Marshal.GetLastPInvokeError();

    public static string Message(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    public static IOException Exception(string call) => new($"{call}: {Message(Last)}");
}
