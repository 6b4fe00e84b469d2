namespace Beacon.Records.Comparing;

/// <summary>Runs can't be compared as requested: the message says why.</summary>
/// <param name="message">The message.</param>
/// <param name="fault">The kind of fault, for a program that suggests a solution.</param>
public sealed class ComparisonException(string message, ComparisonFault fault = ComparisonFault.Other) : Exception(message)
{
    /// <summary>The kind of fault.</summary>
    public ComparisonFault Fault { get; } = fault;
}

/// <summary>Why runs can't be compared.</summary>
public enum ComparisonFault
{
    /// <summary>Another fault; the message describes it.</summary>
    Other,

    /// <summary>No run of a side is comparable (<see cref="ComparisonSettings.Force"/> compares them).</summary>
    NothingComparable,

    /// <summary>There are no earlier runs of the plan to compare with.</summary>
    NoEarlierRuns,

    /// <summary>The file is not a baseline.</summary>
    NotABaseline,

    /// <summary>The baseline has runs of different plans (<see cref="ComparisonSettings.Force"/> compares them).</summary>
    MixedPlans,
}
