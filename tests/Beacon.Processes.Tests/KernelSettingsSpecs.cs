using Beacon.Processes.Diagnosing;

namespace Beacon.Processes.Tests;

/// <summary>What limits and clocks of a machine mean, from a copy of its /proc and /sys.</summary>
public sealed class KernelSettingsSpecs : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kernel-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), $"{text}\n");
    }

    private MachineFinding Find(string name) => Assert.Single(new KernelSettings(_root).Findings(), finding => finding.Name == name);

    [Theory]
    [InlineData("kernel", "proc/sys/kernel/osrelease", "6.15.0-rc1", MachineRating.Good)]
    [InlineData("kernel", "proc/sys/kernel/osrelease", "5.15.0-91-generic", MachineRating.Note)]
    [InlineData("ptrace", "proc/sys/kernel/yama/ptrace_scope", "0", MachineRating.Good)]
    [InlineData("ptrace", "proc/sys/kernel/yama/ptrace_scope", "1", MachineRating.Note)]
    [InlineData("perf", "proc/sys/kernel/perf_event_paranoid", "-1", MachineRating.Good)]
    [InlineData("perf", "proc/sys/kernel/perf_event_paranoid", "2", MachineRating.Note)]
    [InlineData("perf", "proc/sys/kernel/perf_event_paranoid", "4", MachineRating.Note)]
    [InlineData("socket-receive-buffer", "proc/sys/net/core/rmem_max", "212992", MachineRating.Note)]
    [InlineData("socket-receive-buffer", "proc/sys/net/core/rmem_max", "8388608", MachineRating.Good)]
    [InlineData("socket-send-buffer", "proc/sys/net/core/wmem_max", "212992", MachineRating.Note)]
    [InlineData("governor", "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance", MachineRating.Good)]
    [InlineData("governor", "sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave", MachineRating.Note)]
    [InlineData("clock-source", "sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc", MachineRating.Good)]
    [InlineData("clock-source", "sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", MachineRating.Note)]
    [InlineData(
        "nofile",
        "proc/self/limits",
        "Max open files            1024                 1024                 files",
        MachineRating.Note
    )]
    [InlineData(
        "nofile",
        "proc/self/limits",
        "Max open files            1024                 unlimited            files",
        MachineRating.Good
    )]
    [InlineData(
        "memlock",
        "proc/self/limits",
        "Max locked memory         65536                65536                bytes",
        MachineRating.Note
    )]
    [InlineData(
        "memlock",
        "proc/self/limits",
        "Max locked memory         unlimited            unlimited            bytes",
        MachineRating.Good
    )]
    public void A_setting_is_rated_and_what_is_not_good_has_a_meaning_and_a_cure(
        string name,
        string path,
        string text,
        MachineRating rating
    )
    {
        Write(path, text);

        var finding = Find(name);

        Assert.Equal(rating, finding.Rating);
        Assert.Equal(rating != MachineRating.Good, finding.Meaning.Length > 0);
        Assert.Equal(rating != MachineRating.Good, finding.Cure.Length > 0);
    }

    [Fact]
    public void A_machine_that_tells_nothing_is_not_blamed_for_it() =>
        Assert.Equal(
            ["kernel", "perf"],
            new KernelSettings(_root).Findings().Where(one => one.Rating != MachineRating.Good).Select(one => one.Name)
        );

    [Fact]
    public void The_whole_diagnosis_leaves_no_cgroup_behind()
    {
        var findings = MachineDiagnosis.Run();

        Assert.Equal("engine", findings[0].Name);
        Assert.Equal(findings.Count, findings.Select(finding => finding.Name).Distinct().Count());
    }
}
