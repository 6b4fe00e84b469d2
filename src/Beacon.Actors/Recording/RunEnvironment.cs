using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Beacon.Actors.Recording;

/// <summary>The machine and the versions that a run's numbers belong to.</summary>
internal static class RunEnvironment
{
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("environment");
        json.WriteString("machine", Environment.MachineName);
        json.WriteString("os", RuntimeInformation.OSDescription);
        json.WriteString("architecture", RuntimeInformation.OSArchitecture.ToString());
        json.WriteString("cpu", CpuModel());
        json.WriteNumber("cores", Environment.ProcessorCount);
        json.WriteNumber("memoryBytes", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        json.WriteString("dotnet", RuntimeInformation.FrameworkDescription);
        json.WriteString("beacon", typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        json.WriteEndObject();
    }

    private static string? CpuModel()
    {
        const string Key = "model name";
        if (!File.Exists("/proc/cpuinfo")) return null;
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }
}
