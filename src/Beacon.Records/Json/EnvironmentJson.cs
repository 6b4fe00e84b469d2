using System.Text.Json;
using Beacon.Records.Environments;

namespace Beacon.Records.Json;

/// <summary><c>environment</c> of <c>run.json</c>.</summary>
internal static class EnvironmentJson
{
    public static void Write(Utf8JsonWriter json, RunEnvironment environment)
    {
        json.WriteStartObject("environment");
        json.WriteString("machine", environment.Machine);
        json.WriteString("os", environment.Os);
        json.WriteString("kernel", environment.Kernel);
        json.WriteString("architecture", environment.Architecture);
        json.WriteString("cpu", environment.Cpu);
        json.WriteNumber("cores", environment.Cores);
        json.WriteString("governor", environment.Governor);
        json.WriteNumber("memoryBytes", environment.MemoryBytes);
        json.WriteString("dotnet", environment.Dotnet);
        json.WriteString("beacon", environment.Beacon);
        WriteLoad(json, "loadBefore", environment.LoadBefore);
        WriteLoad(json, "loadDuring", environment.LoadDuring);
        WriteLoad(json, "loadAfter", environment.LoadAfter);
        json.WritePropertyName("git");
        WriteGit(json, environment.Git);
        json.WriteString("planSha256", environment.PlanSha256);
        json.WriteStartArray("files");
        foreach (var file in environment.Files)
            WriteFile(json, file);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static RunEnvironment Read(JsonElement json) =>
        new()
        {
            Machine = json.Text("machine"),
            Os = json.Text("os"),
            Kernel = json.Text("kernel"),
            Architecture = json.Text("architecture"),
            Cpu = json.TextOrNull("cpu"),
            Cores = (int)json.Number("cores"),
            Governor = json.TextOrNull("governor"),
            MemoryBytes = (long)json.Number("memoryBytes"),
            Dotnet = json.Text("dotnet"),
            Beacon = json.Text("beacon"),
            LoadBefore = ReadLoad(json, "loadBefore"),
            LoadDuring = ReadLoad(json, "loadDuring"),
            LoadAfter = ReadLoad(json, "loadAfter"),
            Git = json.Child("git") is { } git ? new GitState(git.Text("commit"), git.Switch("dirty")) : null,
            PlanSha256 = json.Text("planSha256"),
            Files = json.List(
                "files",
                file => new FileDigest(
                    file.Text("component"),
                    file.Text("path"),
                    file.TextOrNull("sha256"),
                    (long?)file.NumberOrNull("bytes")
                )
            ),
        };

    private static MachineLoad ReadLoad(JsonElement json, string name) =>
        json.Child(name) is { } load
            ? new MachineLoad(
                load.NumberOrNull("average"),
                load.NumberOrNull("cpuStalled"),
                load.NumberOrNull("memoryStalled"),
                load.NumberOrNull("ioStalled")
            )
            : MachineLoad.Unknown;

    private static void WriteLoad(Utf8JsonWriter json, string name, MachineLoad load)
    {
        json.WriteStartObject(name);
        WriteRounded(json, "average", load.Average);
        WriteRounded(json, "cpuStalled", load.CpuStalled);
        WriteRounded(json, "memoryStalled", load.MemoryStalled);
        WriteRounded(json, "ioStalled", load.IoStalled);
        json.WriteEndObject();
    }

    private static void WriteGit(Utf8JsonWriter json, GitState? git)
    {
        if (git is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("commit", git.Commit);
        json.WriteBoolean("dirty", git.IsDirty);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, FileDigest file)
    {
        json.WriteStartObject();
        json.WriteString("component", file.Component);
        json.WriteString("path", file.Path);
        json.WriteString("sha256", file.Sha256);
        if (file.Bytes is { } bytes)
            json.WriteNumber("bytes", bytes);
        else
            json.WriteNull("bytes");
        json.WriteEndObject();
    }

    private static void WriteRounded(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 4));
        else
            json.WriteNull(name);
    }
}
