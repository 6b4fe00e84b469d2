namespace Beacon.Actors.Control.Protocol;

/// <summary>What a client asks of a living run: <c>{"call": "restart", "component": "api"}</c>.</summary>
public sealed record ControlCall
{
    /// <summary>One of <see cref="ControlProtocol.Calls"/>.</summary>
    public string? Call { get; init; }

    /// <summary>The component that is meant; null: the run.</summary>
    public string? Component { get; init; }

    /// <summary>The signal to send: <c>SIGHUP</c>, <c>HUP</c> or <c>1</c>.</summary>
    public string? Signal { get; init; }

    /// <summary>The sequence number of the first event that is wanted, from 1.</summary>
    public long? From { get; init; }

    /// <summary>False: the call is answered when it is accepted, not when it is done. Default: true.</summary>
    public bool? Wait { get; init; }
}
