using System.Text.Json;
using Beacon.Actors.Host.Commands;
using Beacon.Processes.Diagnosing;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon doctor</c>: what this machine can and can't promise.</summary>
public sealed class DoctorSpecs
{
    private static readonly MachineFinding Good = new("clock-source", MachineRating.Good, "fast");
    private static readonly MachineFinding Note = new("perf", MachineRating.Note, "2", "no kernel frames", "sysctl x=1");
    private static readonly MachineFinding Limited = new("cgroup", MachineRating.Limited, "none", "may outlive", "systemd-run");

    [Fact]
    public void A_note_has_its_cure_and_is_no_failure()
    {
        var output = new StringWriter();

        Assert.Equal(0, DoctorCommand.Execute([Good, Note], json: false, output));
        Assert.Contains("✓ clock-source  fast", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("cure: sysctl x=1", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 note above", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_weaker_promise_ends_with_3()
    {
        var output = new StringWriter();

        Assert.Equal(3, DoctorCommand.Execute([Limited, Note, Good], json: true, output));
        var root = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.False(root.GetProperty("ok").GetBoolean());
        Assert.Equal("limited", root.GetProperty("findings")[0].GetProperty("rating").GetString());
        Assert.Equal("systemd-run", root.GetProperty("findings")[0].GetProperty("cure").GetString());
    }

    [TwoUsersFact]
    public async Task Without_a_cgroup_the_weaker_promise_is_named()
    {
        using var shell = new BeaconShell();

        var (exitCode, output) = await shell.RunAsync("cd /; $AS_NOBODY \"$BEACON\" doctor");

        Assert.Equal(3, exitCode);
        Assert.Contains("✗ cgroup", output, StringComparison.Ordinal);
        Assert.Contains("systemd-run --user --scope -p Delegate=yes", output, StringComparison.Ordinal);
    }
}
