using System.Globalization;
using System.Runtime.InteropServices;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>Launches through <c>beacon-launcher</c> (Launcher/beacon-launcher.c): one link, which loads no library.</summary>
internal sealed class OwnLauncher(string path, LaunchFailures failures) : LaunchWay
{
    private const string FileName = "beacon-launcher";

    private static readonly string Supervisor = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The launcher, beside the library or where a package keeps it; null: there is none for this machine, or it is not executable.
    /// </summary>
    public static string? Find()
    {
        var native = $"runtimes/linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}/native";
        string[] folders = [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, native)];
        return folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(FileDescriptor.IsExecutable);
    }

    public override IReadOnlyList<string[]> LinksFor(LaunchSpec spec, Cgroup? cgroup, string? terminal) =>
        [
            [
                path,
                Supervisor,
                failures.Descriptor.ToString(CultureInfo.InvariantCulture),
                OpenFiles.SoftLimitFor(spec).ToString(CultureInfo.InvariantCulture),
                spec.Nice?.ToString(CultureInfo.InvariantCulture) ?? "-",
                cgroup?.ProcsFile ?? "-",
                terminal ?? "-",
                spec.WorkingDirectory,
                MarkOf(spec),
            ],
        ];

    // It reports through the pipe of LaunchFailures before it exits.
    public override string? ReasonNotExecuted(int? exitCode, string? firstErrorLine) => null;
}
