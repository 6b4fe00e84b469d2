using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Tests;

/// <summary>How children have ended that .NET does not know and so does not reap.</summary>
[SupportedOSPlatform("linux")]
public sealed unsafe partial class PidfdSpecs
{
    [Fact]
    public void An_exit_is_read_with_its_resource_usage_before_the_process_is_reaped()
    {
        var (status, usage) = EndOf("i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; exit 7");
        Assert.Equal(ExitStatus.Exited(7), status);
        Assert.InRange(usage.CpuTime, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Assert.InRange(usage.MinorFaults, 1, long.MaxValue);
    }

    [Fact]
    public void A_fatal_signal_is_read_before_the_process_is_reaped() => Assert.Equal(UnixSignal.SIGTERM, EndOf("kill $$").Status.Signal);

    private static (ExitStatus Status, ResourceUsage Usage) EndOf(string script)
    {
        int pid;
        var words = Array.ConvertAll<string, nint>(["sh", "-c", script], Marshal.StringToCoTaskMemUTF8);
        fixed (nint* arguments = (nint[])[.. words, 0])
            Assert.Equal(0, Spawn(&pid, "/bin/sh", 0, 0, arguments, arguments + words.Length));
        Array.ForEach(words, Marshal.FreeCoTaskMem);

        var pidfd = Pidfd.Open(pid);
        Assert.True(Pidfd.HasEnded(pidfd, milliseconds: 60_000));
        var end = Pidfd.ReadEnd(pidfd);
        Assert.Equal(pid, Wait(pid, null, 0));
        Assert.Null(Pidfd.ReadEnd(pidfd));
        FileDescriptor.Close(pidfd);
        return Assert.NotNull(end);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* pid, string path, nint actions, nint attributes, nint* arguments, nint* environment);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int pid, int* status, int options);
}
