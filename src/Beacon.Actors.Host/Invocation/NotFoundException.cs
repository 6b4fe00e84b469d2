namespace Beacon.Actors.Host.Invocation;

/// <summary>There is no such living run, or no such component; the message says what there is.</summary>
internal sealed class NotFoundException(string message) : Exception(message);
