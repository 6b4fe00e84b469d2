namespace Beacon.Processes;

/// <summary>Whether the processes of a tree hold a socket that serves an endpoint.</summary>
/// <param name="Holds">Whether they do; null: this user may not look into them.</param>
/// <param name="Observation">What was seen, for a message: <c>none of its processes listens on 9000; they listen on 9001</c>.</param>
public sealed record SocketSight(bool? Holds, string Observation);
