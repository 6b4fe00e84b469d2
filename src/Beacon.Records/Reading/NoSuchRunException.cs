namespace Beacon.Records.Reading;

/// <summary>A selector matches no record, or several where one is expected. The message names the selector and the nearest ids.</summary>
/// <param name="message">The message.</param>
/// <param name="fault">The kind of fault, for a program that suggests a solution.</param>
public sealed class NoSuchRunException(string message, SelectorFault fault = SelectorFault.Other) : Exception(message)
{
    /// <summary>The kind of fault.</summary>
    public SelectorFault Fault { get; } = fault;
}

/// <summary>Why a selector finds no record.</summary>
public enum SelectorFault
{
    /// <summary>Another fault; the message describes it.</summary>
    Other,

    /// <summary>The results folder has no records.</summary>
    NoRecords,

    /// <summary>No id begins with the selector.</summary>
    UnknownId,

    /// <summary>No run has the label.</summary>
    UnknownLabel,
}
