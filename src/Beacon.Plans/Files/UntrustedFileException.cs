namespace Beacon.Plans.Files;

/// <summary>A file that was found rather than named could have been written by somebody else; the message says by whom.</summary>
internal sealed class UntrustedFileException(string message) : Exception(message);
