using System.Reflection;

namespace Beacon.Actors.Control.Protocol;

/// <summary>The control protocol of a living run: one JSON object a line, over a unix socket. docs/control.md describes it.</summary>
public static class ControlProtocol
{
    /// <summary>The version of the protocol. A later version with the same number only adds calls and fields.</summary>
    public const int Version = 1;

    /// <summary>The longest call that a run reads, in bytes with its line end.</summary>
    public const int CallBytesAtMost = 16 * 1024;

    /// <summary>The version of this package.</summary>
    public static string ProgramVersion { get; } =
        typeof(ControlProtocol).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "";

    /// <summary>The calls of this version.</summary>
    public static IReadOnlyList<string> Calls { get; } = ["hello", "state", "events", "stop", "kill", "start", "restart", "signal"];
}
