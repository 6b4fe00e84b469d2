using Beacon.Records.Environments;

namespace Beacon.Records.Json;

/// <summary><c>environment</c> of <c>run.json</c>.</summary>
internal static class EnvironmentJson
{
    public static RunEnvironment Fields(JsonFields json, RunEnvironment? environment) =>
        new()
        {
            Machine = json.Text("machine", environment?.Machine),
            Os = json.Text("os", environment?.Os),
            Kernel = json.Text("kernel", environment?.Kernel),
            Architecture = json.Text("architecture", environment?.Architecture),
            Cpu = json.TextOrNull("cpu", environment?.Cpu),
            Cores = (int)json.Whole("cores", environment?.Cores),
            Governor = json.TextOrNull("governor", environment?.Governor),
            MemoryBytes = json.Whole("memoryBytes", environment?.MemoryBytes),
            Dotnet = json.Text("dotnet", environment?.Dotnet),
            Beacon = json.Text("beacon", environment?.Beacon),
            LoadBefore = json.ObjectOrNull("loadBefore", environment?.LoadBefore, Load) ?? MachineLoad.Unknown,
            LoadDuring = json.ObjectOrNull("loadDuring", environment?.LoadDuring, Load) ?? MachineLoad.Unknown,
            LoadAfter = json.ObjectOrNull("loadAfter", environment?.LoadAfter, Load) ?? MachineLoad.Unknown,
            Git = json.ObjectOrNull<GitState>(
                "git",
                environment?.Git,
                (fields, git) => new(fields.Text("commit", git?.Commit), fields.Boolean("dirty", git?.IsDirty))
            ),
            PlanSha256 = json.Text("planSha256", environment?.PlanSha256),
            Files = json.List<FileDigest>("files", environment?.Files, File),
        };

    private static MachineLoad Load(JsonFields json, MachineLoad? load) =>
        new(
            json.NumberOrNull("average", Rounded(load?.Average)),
            json.NumberOrNull("cpuStalled", Rounded(load?.CpuStalled)),
            json.NumberOrNull("memoryStalled", Rounded(load?.MemoryStalled)),
            json.NumberOrNull("ioStalled", Rounded(load?.IoStalled))
        );

    private static FileDigest File(JsonFields json, FileDigest? file) =>
        new(
            json.Text("component", file?.Component),
            json.Text("path", file?.Path),
            json.TextOrNull("sha256", file?.Sha256),
            json.WholeOrNull("bytes", file?.Bytes)
        );

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
