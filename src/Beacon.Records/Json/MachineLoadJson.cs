using System.Text.Json;
using Beacon.Records.Environments;

namespace Beacon.Records.Json;

/// <summary>The load of the machine: <c>loadBefore</c>, <c>loadDuring</c> and <c>loadAfter</c> of the environment.</summary>
internal static class MachineLoadJson
{
    public static void Write(Utf8JsonWriter json, string name, MachineLoad load)
    {
        json.WriteStartObject(name);
        json.WriteNumberOrNull("average", Rounded(load.Average));
        json.WriteNumberOrNull("cpuStalled", Rounded(load.CpuStalled));
        json.WriteNumberOrNull("memoryStalled", Rounded(load.MemoryStalled));
        json.WriteNumberOrNull("ioStalled", Rounded(load.IoStalled));
        json.WriteEndObject();
    }

    public static MachineLoad Read(JsonElement json, string name) =>
        json.Child(name) is { } load
            ? new MachineLoad(
                load.NumberOrNull("average"),
                load.NumberOrNull("cpuStalled"),
                load.NumberOrNull("memoryStalled"),
                load.NumberOrNull("ioStalled")
            )
            : MachineLoad.Unknown;

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
