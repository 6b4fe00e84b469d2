using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>What happened to a program, as its launcher reports it. Plain data.</summary>
public abstract record ProcessEvent;

/// <summary>There is a process.</summary>
/// <param name="Pid">Its process id, which it keeps to its end.</param>
public sealed record ProcessStarted(int Pid) : ProcessEvent;

/// <summary>The process executes the program that was asked for: the last exec(2) of the launch succeeded.</summary>
public sealed record ProgramExecuted : ProcessEvent;

/// <summary>The program could not be executed: no process was made, or nothing is left of the one that was.</summary>
/// <param name="Reason">Why, in words.</param>
public sealed record LaunchFailed(string Reason) : ProcessEvent;

/// <summary>A line matched one of <see cref="LaunchSpec.LogProbes"/>, for the first time.</summary>
/// <param name="Probe">The probe.</param>
public sealed record LogMatched(LogProbe Probe) : ProcessEvent;

/// <summary>A pattern takes too long on the lines that the program prints.</summary>
/// <param name="Key">The key of the component that holds it: <c>ready.log</c>.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="IsGivenUp">Whether it was given up; otherwise lines were left out that came while it was busy. Reported once each.</param>
public sealed record PatternTooSlow(string Key, OutputPattern Pattern, bool IsGivenUp) : ProcessEvent;

/// <summary>A printed line without its end, decoded leniently from UTF-8 and cut at 4096 bytes. Escape sequences are still in it.</summary>
/// <param name="Stream">The stream that it was printed on.</param>
/// <param name="Text">The line; carriage returns end lines too, as in progress displays.</param>
public readonly record struct OutputLine(OutputStream Stream, string Text);

/// <summary>Lines as they were printed, for live views; the logs hold all of them.</summary>
/// <remarks>The next batch comes once this one is acknowledged (<see cref="IProcess.AcknowledgeOutput"/>).</remarks>
/// <param name="Lines">Lines of both streams, in the order in which they were read.</param>
/// <param name="Skipped">How many lines were left out before these because the receiver was behind.</param>
public sealed record OutputBatch(ImmutableArray<OutputLine> Lines, long Skipped) : ProcessEvent;

/// <summary>The process has exited. Its output may not have been read to the end yet.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Timestamp">
/// When that was seen, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>: of two exits it says which came first, whichever is
/// reported first.
/// </param>
public sealed record ProcessExited(ExitStatus Status, long Timestamp) : ProcessEvent
{
    /// <summary>
    /// What it and the children that it waited for have used, as far as the kernel counted (waitid(2)); null: that is unknown.
    /// </summary>
    public ResourceUsage? Usage { get; init; }
}

/// <summary>
/// Output, or the time of its arrival, could not be stored. Reported once; reading goes on, so that the program is not blocked.
/// </summary>
/// <param name="Log">The path of the log or index that could not be written.</param>
/// <param name="Reason">The error of the operating system, in words.</param>
public sealed record OutputNotStored(string Log, string Reason) : ProcessEvent;

/// <summary>The last event: every byte of output is stored, and nothing of the process tree is left.</summary>
/// <param name="MarkerFromEnd">
/// How far before the end of standard output the last line with the statistics marker begins, in bytes; null: there was none.
/// </param>
/// <param name="HeldBy">Which processes kept the output open past the drain timeout, in words; null: none did.</param>
/// <param name="UnstoredBytes">How many bytes could not be stored.</param>
/// <param name="DeletedBytes">How many bytes were deleted with older parts of the logs (<see cref="OutputFiles.KeptParts"/>).</param>
/// <param name="Stragglers">
/// Which processes of the tree outlived its first one by the drain timeout and were killed, in words; null: none did.
/// </param>
/// <param name="Survivors">Which processes of the tree could not be killed, in words; null: none.</param>
public sealed record ProcessDrained(
    long? MarkerFromEnd,
    string? HeldBy = null,
    long UnstoredBytes = 0,
    long DeletedBytes = 0,
    string? Stragglers = null,
    string? Survivors = null
) : ProcessEvent
{
    /// <summary>What the tree has used in all, as far as the kernel counted; null: that is unknown.</summary>
    public ResourceUsage? Usage { get; init; }
}
