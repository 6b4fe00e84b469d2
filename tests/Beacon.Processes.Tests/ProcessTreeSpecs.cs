using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.Versioning;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Tests;

/// <summary>The processes of a tree, while they end.</summary>
[SupportedOSPlatform("linux")]
public class ProcessTreeSpecs
{
    private static readonly LaunchSpec Spec = new()
    {
        Run = "run",
        Component = "component",
        Program = "/bin/true",
        WorkingDirectory = "/",
        Environment = ImmutableSortedDictionary<string, string?>.Empty,
    };

    // Killed and dying, it has neither an environment nor a line in cgroup.procs, but still its files and sockets.
    [Fact]
    public void A_killed_process_belongs_to_its_tree_until_it_is_gone()
    {
        for (var time = 0; time < 20; time++)
        {
            using var process = Process.Start("sleep", "1000");
            var tree = new ProcessTree(Environment.ProcessId, Spec, cgroup: null, isComplete: false);
            tree.Kill([process.Id]);
            var isKnown = tree.Dying().Contains(process.Id);
            var isDying = ProcFs.ReadStat(process.Id) is { IsGone: false };
            Assert.True(isKnown || !isDying);
            process.WaitForExit();
            Assert.Empty(tree.Dying());
        }
    }
}
