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
        MachineLoadJson.Write(json, "loadBefore", environment.LoadBefore);
        MachineLoadJson.Write(json, "loadDuring", environment.LoadDuring);
        MachineLoadJson.Write(json, "loadAfter", environment.LoadAfter);
        WriteGit(json, environment.Git);
        json.WriteString("planSha256", environment.PlanSha256);
        json.WriteList("files", environment.Files, WriteFile);
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
            LoadBefore = MachineLoadJson.Read(json, "loadBefore"),
            LoadDuring = MachineLoadJson.Read(json, "loadDuring"),
            LoadAfter = MachineLoadJson.Read(json, "loadAfter"),
            Git = json.Child("git") is { } git ? ReadGit(git) : null,
            PlanSha256 = json.Text("planSha256"),
            Files = json.List("files", ReadFile),
        };

    private static void WriteGit(Utf8JsonWriter json, GitState? git)
    {
        if (git is null)
        {
            json.WriteNull("git");
            return;
        }

        json.WriteStartObject("git");
        json.WriteString("commit", git.Commit);
        json.WriteBoolean("dirty", git.IsDirty);
        json.WriteEndObject();
    }

    private static GitState ReadGit(JsonElement json) => new(json.Text("commit"), json.Switch("dirty"));

    private static void WriteFile(Utf8JsonWriter json, FileDigest file)
    {
        json.WriteStartObject();
        json.WriteString("component", file.Component);
        json.WriteString("path", file.Path);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumberOrNull("bytes", file.Bytes);
        json.WriteEndObject();
    }

    private static FileDigest ReadFile(JsonElement json) =>
        new(json.Text("component"), json.Text("path"), json.TextOrNull("sha256"), (long?)json.NumberOrNull("bytes"));
}
