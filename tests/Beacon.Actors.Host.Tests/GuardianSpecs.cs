namespace Beacon.Actors.Host.Tests;

/// <summary>What is left when the supervisor or its guardian is killed.</summary>
public class GuardianSpecs
{
    private const int SIGKILL = 9;
    private const string Components = """
        daemon { command = ${TESTPROGRAM}, args = [fork-daemon, then, sleep], ready { log = sleeping } }
        stubborn { command = ${TESTPROGRAM}, args = [ignore], ready { log = ignoring } }
        """;

    [Fact(Timeout = 60_000)]
    public async Task A_guardian_that_is_killed_is_replaced_at_once_and_its_successor_does_its_work()
    {
        using var beacon = BeaconProcess.StartPlan(Components);
        await beacon.ExpectAsync("run_operational");
        for (var time = 0; time < 3; time++)
        {
            var killed = await beacon.GuardianAsync();
            BeaconProcess.SendSignal(killed, SIGKILL);
            while (beacon.Guardian is not { } next || next == killed)
                await Task.Yield();
        }

        await beacon.KillAsync();
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task What_survives_the_supervisor_and_its_guardian_is_ended_and_named_by_the_next_run()
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(Path.Combine(folder, "plan.conf"), $"beacon {{ run.duration = infinite, components {{ {Components} }} }}");
        var cgroup = MakeCgroup();
        using var killed = BeaconProcess.StartIn(cgroup, folder, "--config", "plan.conf", "--json");
        killed.KeepsFolder = true;
        await killed.ExpectAsync("run_operational");
        var direct = killed.Members().Where(pid => ParentOf(pid) == killed.Pid).ToList();
        Assert.Equal(2, direct.Count);
        BeaconProcess.SendSignal(await killed.GuardianAsync(), SIGKILL);
        BeaconProcess.SendSignal(killed.Pid, SIGKILL);

        // The children of the supervisor go by their parent-death signal, before anything else looks at them.
        foreach (var pid in direct)
            await BeaconProcess.UntilGoneAsync(pid);
        var hadCgroup = killed
            .Survivors()
            .Any(pid => File.ReadAllText($"/proc/{pid}/cgroup").Contains("/beacon-", StringComparison.Ordinal));
        using var next = BeaconProcess.StartIn(cgroup, folder, "1", "--config", "plan.conf", "--json", "--only", "stubborn");
        await next.ExpectAsync("run_operational");
        if (hadCgroup)
        {
            Assert.Empty(killed.Survivors());
            Assert.Contains(next.Lines, line => line.Contains("killed before the start: testprogram (pid ", StringComparison.Ordinal));
        }

        await next.KillAsync();
        foreach (var pid in killed.Survivors())
            BeaconProcess.SendSignal(pid, SIGKILL);
        if (cgroup is not null)
            RemoveCgroup(cgroup);
    }

    [RootFact]
    public async Task A_process_of_another_user_that_carries_the_marks_of_a_run_is_not_killed_with_it()
    {
        using var beacon = BeaconProcess.StartPlan(Components);
        await beacon.ExpectAsync("run_operational");
        var members = beacon.Members();
        var marks = File.ReadAllText($"/proc/{members[0]}/environ").Split('\0').Where(variable => variable.StartsWith("BEACON_")).ToList();
        string[] words = ["--reuid=65534", "--regid=65534", "--clear-groups", "setsid", "env", .. marks, "sleep", "60"];
        using var foreign = System.Diagnostics.Process.Start("setpriv", words);
        while (File.ReadAllText($"/proc/{foreign.Id}/comm") != "sleep\n")
            await Task.Yield();

        var guardian = await beacon.GuardianAsync();
        await beacon.KillAsync();
        foreach (var pid in members.Append(guardian))
            await BeaconProcess.UntilGoneAsync(pid);

        Assert.False(foreign.HasExited);
        foreign.Kill();
    }

    // Null: there is no cgroup v2, or this user may not write to it.
    private static string? MakeCgroup()
    {
        var root = File.ReadLines("/proc/self/mountinfo").FirstOrDefault(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal));
        if (root is null)
            return null;
        var own = File.ReadLines("/proc/self/cgroup").First(line => line.StartsWith("0::", StringComparison.Ordinal))[3..];
        try
        {
            return Directory.CreateDirectory($"{root.Split(' ')[4]}{own}/test-{Guid.NewGuid():N}").FullName;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    private static void RemoveCgroup(string folder)
    {
        foreach (var below in Directory.GetDirectories(folder))
            RemoveCgroup(below);

        // rmdir(2), which the kernel refuses as long as a killed process is not reaped.
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }

    private static int ParentOf(int pid) =>
        int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
