namespace Beacon.Records.Comparing;

/// <summary>Runs can't be compared as was asked: the message says why, and what to do.</summary>
/// <param name="message">The message.</param>
public sealed class ComparisonException(string message) : Exception(message);
