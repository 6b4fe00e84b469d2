namespace Beacon.Records.Comparing;

/// <summary>Runs can't be compared as requested: the message says why.</summary>
/// <param name="message">The message.</param>
/// <param name="fault">What is wrong, for a program that offers a way out.</param>
public sealed class ComparisonException(string message, ComparisonFault fault = ComparisonFault.Other) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public ComparisonFault Fault { get; } = fault;
}

/// <summary>Why runs can't be compared.</summary>
public enum ComparisonFault
{
    /// <summary>What the message says.</summary>
    Other,

    /// <summary>All runs of a side are ones that may not be compared (<see cref="ComparisonSettings.Force"/> compares them).</summary>
    NothingComparable,

    /// <summary>There are no earlier runs of the plan to compare with.</summary>
    NoEarlierRuns,

    /// <summary>The file is not a baseline.</summary>
    NotABaseline,
}
