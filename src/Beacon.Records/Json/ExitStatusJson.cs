using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Records.Json;

/// <summary>
/// The exit status of a process among the fields of a component or an event: <c>exitCode</c> or <c>signal</c>, and the kernel's details.
/// </summary>
internal static class ExitStatusJson
{
    /// <summary>Writes the fields into the open object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="exit">The exit status; null: none.</param>
    /// <param name="withNulls">
    /// <c>run.json</c> has both fields, one of them null; an event has only the one that applies.
    /// </param>
    public static void Write(Utf8JsonWriter json, ExitStatus? exit, bool withNulls)
    {
        if (withNulls || exit is { Signal: null })
            json.WriteNumberOrNull("exitCode", exit?.Code ?? (withNulls ? null : 0));
        if (withNulls || exit is { Signal: not null })
            json.WriteString("signal", exit?.Signal?.ToString());
        json.WriteSwitch("inferred", exit is { Inferred: true });
        json.WriteSwitch("coreDumped", exit is { CoreDumped: true });
        json.WriteSwitch("outOfMemory", exit is { OutOfMemory: true });
    }

    /// <summary>Reads the fields; null: there is neither a code nor a signal.</summary>
    /// <exception cref="InvalidDataException">This version does not know the signal.</exception>
    public static ExitStatus? Read(JsonElement json)
    {
        UnixSignal? signal =
            json.TextOrNull("signal") is not { } name ? null
            : Enum.TryParse<UnixSignal>(name, out var known) ? known
            : throw new InvalidDataException($"\"signal\" is \"{name}\", which is no signal");
        var code = (int?)json.NumberOrNull("exitCode");
        return code is null && signal is null
            ? null
            : new ExitStatus(code, signal, json.Switch("coreDumped"), json.Switch("inferred"), json.Switch("outOfMemory"));
    }
}
