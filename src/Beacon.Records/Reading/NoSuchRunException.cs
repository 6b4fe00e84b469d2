namespace Beacon.Records.Reading;

/// <summary>A selector means no record, or not a single one. The message names the selector and the nearest ids.</summary>
/// <param name="message">The message.</param>
/// <param name="fault">What is wrong, for a program that offers a way out.</param>
public sealed class NoSuchRunException(string message, SelectorFault fault = SelectorFault.Other) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public SelectorFault Fault { get; } = fault;
}

/// <summary>Why a selector finds no record.</summary>
public enum SelectorFault
{
    /// <summary>What the message says.</summary>
    Other,

    /// <summary>The results folder has no records.</summary>
    NoRecords,

    /// <summary>No record has an id that begins so.</summary>
    UnknownId,
}
