namespace Beacon.Actors.Host.Invocation;

/// <summary>The words of a command are wrong in a way that the parser does not know of; the message says what would be right.</summary>
internal sealed class BadUsageException(string message) : Exception(message);
