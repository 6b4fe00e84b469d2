using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Tests;

/// <summary>Children that .NET does not know and so does not reap.</summary>
[SupportedOSPlatform("linux")]
public sealed unsafe partial class ChildProcessSpecs
{
    // Reached only by a test that fails.
    private const int PatienceMilliseconds = 60_000;

    [Fact]
    public void An_exit_is_read_with_its_resource_usage()
    {
        var end = EndOf("i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; exit 7");
        Assert.Equal(ExitStatus.Exited(7), end.Status);
        Assert.InRange(end.Usage.CpuTime, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Assert.InRange(end.Usage.MinorFaults, 1, long.MaxValue);
    }

    [Fact]
    public void A_fatal_signal_is_read() => Assert.Equal(ExitStatus.Signalled(UnixSignal.SIGTERM), EndOf("kill $$").Status);

    [Fact]
    public void A_child_is_not_reaped_by_NET_when_a_process_of_NET_ends_after_it()
    {
        using var child = Start("exit 7");
        var pidfd = Pidfd.Open(child.Pid);
        Assert.True(Pidfd.HasEnded(pidfd, PatienceMilliseconds));
        FileDescriptor.Close(pidfd);

        // .NET looks at all children that have ended when one of its own has.
        using (var another = Process.Start("true"))
            another.WaitForExit();
        Assert.Equal(ExitStatus.Exited(7), child.WaitForEnd()?.Status);
    }

    [Fact]
    public void The_end_of_a_child_that_was_reaped_by_other_code_is_unknown_but_for_the_kernels_word()
    {
        using var child = Start("exit 7");
        var pidfd = Pidfd.Open(child.Pid);
        Assert.Equal(child.Pid, Wait(child.Pid, null, 0));
        Assert.Null(child.WaitForEnd());

        // Before Linux 6.15 the kernel does not say.
        if (Pidfd.ReadReaped(pidfd) is { } status)
            Assert.Equal(ExitStatus.Exited(7), status);
        FileDescriptor.Close(pidfd);
    }

    [Fact]
    public void Its_streams_are_pipes_and_its_environment_is_the_one_given()
    {
        using var child = ChildProcess.Start(["/bin/sh", "-c", "read -r word; echo $word $NAME; echo >&2 oops"], ["NAME=value"]);
        FileDescriptor.TryWrite((int)child.Input.DangerousGetHandle(), "hello\n"u8);
        Assert.Equal(ExitStatus.Exited(0), child.WaitForEnd()?.Status);
        using var output = new StreamReader(new FileStream(child.Output, FileAccess.Read));
        using var error = new StreamReader(new FileStream(child.Error, FileAccess.Read));
        Assert.Equal(("hello value\n", "oops\n"), (output.ReadToEnd(), error.ReadToEnd()));
    }

    [Fact]
    public void A_file_that_can_not_be_executed_is_named()
    {
        var exception = Assert.Throws<IOException>(() => ChildProcess.Start(["/no/such/file"], []));
        Assert.Equal("/no/such/file can't be executed: No such file or directory", exception.Message);
    }

    private static ChildEnd EndOf(string script)
    {
        using var child = Start(script);
        return Assert.IsType<ChildEnd>(child.WaitForEnd());
    }

    private static ChildProcess Start(string script) => ChildProcess.Start(["/bin/sh", "-c", script], []);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int pid, int* status, int options);
}
