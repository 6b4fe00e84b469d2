namespace Beacon.Records.Reading;

/// <summary>No record, or no single one, is what a selector means. The message names the selector, what comes near, and the way out.</summary>
/// <param name="message">The message.</param>
public sealed class NoSuchRunException(string message) : Exception(message);
