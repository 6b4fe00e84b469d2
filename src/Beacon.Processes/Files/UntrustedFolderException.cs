namespace Beacon.Processes.Files;

/// <summary>
/// A folder where other users could replace what this process creates. The message names the folder that they can change, and what helps.
/// </summary>
/// <param name="message">The message.</param>
public sealed class UntrustedFolderException(string message) : IOException(message);
