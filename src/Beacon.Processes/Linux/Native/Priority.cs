using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>getpriority(2), setpriority(2), since .NET's thread priorities have no effect on Linux; they have elsewhere.</summary>
internal static partial class Priority
{
    private const int PRIO_PROCESS = 0;
    private const int CallingThread = 0;
    private const int LowestNice = 19;

    /// <summary>Gives the calling thread only the processor time that no other thread wants.</summary>
    public static void LowerCallingThread()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriorityNative(PRIO_PROCESS, CallingThread, LowestNice);
        else
            Thread.CurrentThread.Priority = ThreadPriority.Lowest;
    }

    /// <summary>The nice value of the calling thread, which its children inherit.</summary>
    public static int NiceOfCallingThread() => GetPriorityNative(PRIO_PROCESS, CallingThread);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriorityNative(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriorityNative(int which, uint who, int priority);
}
