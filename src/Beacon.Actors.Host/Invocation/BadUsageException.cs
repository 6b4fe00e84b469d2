namespace Beacon.Actors.Host.Invocation;

/// <summary>A usage error that the parser can't detect; the message says what would be right.</summary>
internal sealed class BadUsageException(string message) : Exception(message);
