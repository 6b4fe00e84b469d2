using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Records.Environments;

/// <summary>
/// Collects the environment of a run. It must not delay the start or take processor time from components: a thread of the lowest priority
/// reads the files after <see cref="Begin"/>.
/// </summary>
internal sealed class EnvironmentSurvey(RunPlan plan, ImmutableArray<ComponentSpec> components)
{
    // Limits the wait for very large files and for file servers that do not respond.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LoadMeter _load = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly RunFiles _digests = new(components);
    private readonly Lock _lock = new();
    private Task<ImmutableArray<FileDigest>>? _files;
    private Task<GitState?>? _git;

    /// <summary>Starts reading files and the repository, unless that was started before.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_files is not null)
                return;
            _files = ReadFiles();
            _git = FolderOf(plan) is { } folder ? GitReader.ReadAsync(folder) : Task.FromResult<GitState?>(null);
        }
    }

    /// <summary>Returns the environment. Waits a limited time for the files.</summary>
    public async Task<RunEnvironment> CompleteAsync()
    {
        var (during, after) = (_load.Since(), MachineLoad.Now());
        Begin();
        _enough.CancelAfter(Patience);
        return new RunEnvironment
        {
            Machine = Environment.MachineName,
            Os = RuntimeInformation.OSDescription,
            Kernel = ReadText("/proc/sys/kernel/osrelease") ?? Environment.OSVersion.VersionString,
            Architecture = RuntimeInformation.OSArchitecture.ToString(),
            Cpu = ReadCpuModel(),
            Cores = Environment.ProcessorCount,
            Governor = ReadGovernor(),
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Dotnet = RuntimeInformation.FrameworkDescription,
            Beacon =
                typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            LoadBefore = _load.Before,
            LoadDuring = during,
            LoadAfter = after,
            Git = await _git!.ConfigureAwait(false),
            PlanSha256 = plan.Sha256(),
            Files = await FilesAsync().ConfigureAwait(false),
        };
    }

    // A read that hangs in the kernel can't be cancelled, only abandoned.
    private async Task<ImmutableArray<FileDigest>> FilesAsync()
    {
        var late = Task.Delay(Patience + TimeSpan.FromSeconds(1));
        return await Task.WhenAny(_files!, late).ConfigureAwait(false) == late ? _digests.Digests : await _files!.ConfigureAwait(false);
    }

    private Task<ImmutableArray<FileDigest>> ReadFiles() => BackgroundThread.Start(() => _digests.Read(_enough.Token));

    private static string? FolderOf(RunPlan plan) =>
        plan.Sources.LastOrDefault(Path.IsPathRooted) is { } file ? Path.GetDirectoryName(file) : null;

    private static string? ReadCpuModel()
    {
        const string Key = "model name";
        if (!File.Exists("/proc/cpuinfo"))
            return null;
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string? ReadGovernor()
    {
        var governors = Enumerable
            .Range(0, Environment.ProcessorCount)
            .Select(core =>
                ReadText(string.Create(CultureInfo.InvariantCulture, $"/sys/devices/system/cpu/cpu{core}/cpufreq/scaling_governor"))
            )
            .OfType<string>()
            .Distinct()
            .ToList();
        return governors.Count == 0 ? null : string.Join(", ", governors);
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
