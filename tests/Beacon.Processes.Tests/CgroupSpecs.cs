using System.Globalization;
using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Watching;

namespace Beacon.Processes.Tests;

/// <summary>What only a cgroup can promise, tested where one can be made.</summary>
[SupportedOSPlatform("linux")]
public sealed class CgroupSpecs : IDisposable
{
    private readonly LinuxProcessLauncher _launcher = new();

    public void Dispose() => _launcher.Dispose();

    [Fact]
    public async Task A_daemon_that_shares_only_the_cgroup_is_killed_with_its_component()
    {
        using var cgroups = Cgroups.TryCreate();
        using var program = new LaunchedProgram(
            _launcher,
            ["sh", "-c", "(env -i setsid sh -c 'echo daemon $$; exec sleep 1000' &); exec sleep 1000"]
        );
        var daemon = int.Parse(await program.ExpectLineAsync("daemon "), CultureInfo.InvariantCulture);
        program.Process.Kill();
        await program.FinishAsync();

        // Nothing but the cgroup knows that the daemon belongs here: where none can be made, it is beyond reach.
        var isGone = ProcFs.ReadStat(daemon) is null or { State: 'Z' };
        Assert.Equal(cgroups is not null, isGone);
        if (!isGone)
            Signals.Send(daemon, UnixSignal.SIGKILL);
    }

    [Fact]
    public async Task A_later_incarnation_that_joins_its_cgroup_after_its_start_leaves_no_such_daemon_either()
    {
        using var cgroups = Cgroups.TryCreate();
        if (cgroups is null)
            return;
        using var program = new LaunchedProgram(
            _launcher,
            [
                "sh",
                "-c",
                "until grep -q beacon- /proc/$$/cgroup; do sleep 0.01; done; "
                    + "(env -i setsid sh -c 'echo daemon $$; exec sleep 1000' &); exec sleep 1000",
            ],
            spec => spec with { Incarnation = 2 }
        );
        var daemon = int.Parse(await program.ExpectLineAsync("daemon "), CultureInfo.InvariantCulture);
        program.Process.Kill();
        await program.FinishAsync();
        Assert.True(ProcFs.ReadStat(daemon) is null or { State: 'Z' });
    }

    [Fact]
    public void Cgroups_of_a_dead_supervisor_are_removed_by_the_next_one()
    {
        using var first = Cgroups.TryCreate();
        if (first is null)
            return;
        var forsaken = Path.Combine(Path.GetDirectoryName(first.Folder)!, $"beacon-{int.MaxValue}-0");
        Directory.CreateDirectory(Path.Combine(forsaken, "app-1"));
        using var second = Cgroups.TryCreate();
        Assert.False(Directory.Exists(forsaken));
    }
}
