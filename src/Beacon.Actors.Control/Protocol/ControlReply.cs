using System.Text.Json.Serialization;

namespace Beacon.Actors.Control.Protocol;

/// <summary>The answer to a call. Its other fields depend on the call; see <see cref="HelloReply"/> and <see cref="StateReply"/>.</summary>
public record ControlReply
{
    /// <summary>Whether what was asked for is done.</summary>
    [JsonPropertyOrder(-3)]
    public bool Ok { get; init; }

    /// <summary>Why it is not, as a word in snake case: <c>no_such_component</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string? Kind { get; init; }

    /// <summary>Why it is not, as a sentence with the way out.</summary>
    [JsonPropertyOrder(-1)]
    public string? Message { get; init; }

    /// <summary>The component of the call.</summary>
    public string? Component { get; init; }

    /// <summary>Whether anything was to be done: false for a stop of what is stopped.</summary>
    public bool? Changed { get; init; }

    /// <summary>How the run has ended, in the answer to a call that ends it.</summary>
    public string? Outcome { get; init; }

    /// <summary>The run's exit code, in the answer to a call that ends it.</summary>
    public int? ExitCode { get; init; }

    internal static ControlReply Refused(string kind, string message) => new() { Kind = kind, Message = message };
}
