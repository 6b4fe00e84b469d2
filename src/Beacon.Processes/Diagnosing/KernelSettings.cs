using System.Globalization;

namespace Beacon.Processes.Diagnosing;

/// <summary>What proc(5) and sysfs(5) say about limits and clocks.</summary>
/// <param name="root">Where /proc and /sys are: the folder /, or a copy of one.</param>
internal sealed class KernelSettings(string root)
{
    private const long ManyFiles = 4096;
    private const long MuchLockedMemory = 8 * 1024 * 1024;
    private const long LargeBuffer = 4 * 1024 * 1024;
    private static readonly Version ExitStatus = new(6, 15);
    private static readonly string[] GoodClocks = ["tsc", "arch_sys_counter", "kvm-clock", "hyperv_clocksource_tsc_page"];

    public IEnumerable<MachineFinding> Findings() =>
        [
            Kernel(),
            OpenFiles(),
            Ptrace(),
            Perf(),
            LockedMemory(),
            Buffer("rmem_max", "receive"),
            Buffer("wmem_max", "send"),
            Governor(),
            Clock(),
        ];

    private MachineFinding Kernel()
    {
        var release = Read("proc/sys/kernel/osrelease") ?? "unknown";
        return Version.TryParse(string.Join('.', release.Split('.', '-').Take(2)), out var version) && version >= ExitStatus
            ? new MachineFinding("kernel", MachineRating.Good, release)
            : new MachineFinding(
                "kernel",
                MachineRating.Note,
                release,
                "whether an exit code of 129 and more is a signal is inferred from the signals that were sent",
                "Linux 6.15 or newer tells it"
            );
    }

    private MachineFinding OpenFiles()
    {
        var hard = Limit("Max open files").Hard;
        return hard is null or >= ManyFiles
            ? new MachineFinding("nofile", MachineRating.Good, $"up to {Show(hard)} open files")
            : new MachineFinding(
                "nofile",
                MachineRating.Note,
                $"at most {Show(hard)} open files",
                "plans of many components are refused, and servers run out of connections",
                $"raise the hard limit: ulimit -Hn {ManyFiles} as root, LimitNOFILE= of a systemd unit, or /etc/security/limits.conf"
            );
    }

    private MachineFinding Ptrace() =>
        Read("proc/sys/kernel/yama/ptrace_scope") switch
        {
            null or "0" => new MachineFinding("ptrace", MachineRating.Good, "debuggers can attach to components"),
            var scope => new MachineFinding(
                "ptrace",
                MachineRating.Note,
                $"ptrace_scope {scope}",
                "gdb, strace and dotnet-trace can't attach to a running component without root",
                "sysctl kernel.yama.ptrace_scope=0"
            ),
        };

    private MachineFinding Perf()
    {
        const string Cure = "sysctl kernel.perf_event_paranoid=1";
        return Read("proc/sys/kernel/perf_event_paranoid") is not { } text
                ? new MachineFinding(
                    "perf",
                    MachineRating.Note,
                    "no perf events",
                    "CPU profiles can't be made",
                    "a kernel with CONFIG_PERF_EVENTS"
                )
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level) && level <= 1
                ? new MachineFinding("perf", MachineRating.Good, $"perf_event_paranoid {text}")
            : new MachineFinding(
                "perf",
                MachineRating.Note,
                $"perf_event_paranoid {text}",
                level > 2 ? "only root can profile components" : "profiles of other users than root have no kernel frames",
                Cure
            );
    }

    private MachineFinding LockedMemory()
    {
        var soft = Limit("Max locked memory").Soft;
        return soft is null or >= MuchLockedMemory
            ? new MachineFinding("memlock", MachineRating.Good, soft is null ? "unlimited" : $"{Show(soft / 1024)} KiB")
            : new MachineFinding(
                "memlock",
                MachineRating.Note,
                $"{Show(soft / 1024)} KiB",
                "programs that lock memory (mlock, RDMA, DPDK, older io_uring) fail",
                "ulimit -l unlimited as root, LimitMEMLOCK= of a systemd unit, or /etc/security/limits.conf"
            );
    }

    private MachineFinding Buffer(string name, string direction)
    {
        var setting = $"socket-{direction}-buffer";
        return Read($"proc/sys/net/core/{name}") is not { } text || !long.TryParse(text, CultureInfo.InvariantCulture, out var bytes)
                ? new MachineFinding(setting, MachineRating.Good, "not limited for this network namespace")
            : bytes >= LargeBuffer ? new MachineFinding(setting, MachineRating.Good, $"up to {Show(bytes)} bytes")
            : new MachineFinding(
                setting,
                MachineRating.Note,
                $"at most {Show(bytes)} bytes",
                direction == "receive" ? "bursts of UDP datagrams are lost" : "large bursts of datagrams wait or fail",
                $"sysctl net.core.{name}={LargeBuffer}"
            );
    }

    private MachineFinding Governor()
    {
        var cpus = Path.Combine(root, "sys/devices/system/cpu");
        List<string> governors =
        [
            .. (Directory.Exists(cpus) ? Directory.EnumerateDirectories(cpus, "cpu*") : [])
                .Select(cpu => Read(Path.Combine(cpu, "cpufreq/scaling_governor")))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return governors.Count == 0
                ? new MachineFinding("governor", MachineRating.Good, "the machine does not change its frequency by itself")
            : governors is ["performance"] ? new MachineFinding("governor", MachineRating.Good, "performance")
            : new MachineFinding(
                "governor",
                MachineRating.Note,
                string.Join(", ", governors),
                "the processors change their frequency with the load, and measured times vary",
                "cpupower frequency-set -g performance"
            );
    }

    private MachineFinding Clock() =>
        Read("sys/devices/system/clocksource/clocksource0/current_clocksource") is not { } clock || GoodClocks.Contains(clock)
            ? new MachineFinding("clock-source", MachineRating.Good, "fast")
            : new MachineFinding(
                "clock-source",
                MachineRating.Note,
                clock,
                "reading the time takes about a microsecond, which short measurements show",
                "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource, if tsc is in available_clocksource"
            );

    // Null: unlimited, or unknown.
    private (long? Soft, long? Hard) Limit(string name)
    {
        // "Max open files            1024                 20000                files"
        var line = Read("proc/self/limits")?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var values = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return values is [var soft, var hard, ..] ? (Number(soft), Number(hard)) : (null, null);
    }

    private static long? Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Show(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "unlimited";

    private string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
