namespace Beacon.Actors.Control.Client;

/// <summary>A living run can't be called: it has no socket, its host has ended, or it speaks another protocol.</summary>
/// <param name="message">What happened, and the way out.</param>
/// <param name="cause">What was thrown; null: nothing.</param>
public sealed class ControlException(string message, Exception? cause = null) : Exception(message, cause);
