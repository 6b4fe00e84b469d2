using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>What a launcher tells of a program that it was asked to run.</summary>
internal abstract record ProcessEvent;

/// <summary>There is a process.</summary>
/// <param name="Pid">Its id, which it keeps to its end.</param>
internal sealed record ProcessStarted(int Pid) : ProcessEvent;

/// <summary>The process has become the program asked for: the last exec(2) on the way succeeded.</summary>
internal sealed record ProgramExecuted : ProcessEvent;

/// <summary>The program could not be executed: there is no process, or nothing is left of the one that should have become it.</summary>
/// <param name="Reason">Why, for a person.</param>
internal sealed record LaunchFailed(string Reason) : ProcessEvent;

/// <summary>A line matched one of <see cref="LaunchSpec.LogProbes"/>, for the first time.</summary>
/// <param name="Probe">The probe.</param>
internal sealed record LogMatched(LogProbe Probe) : ProcessEvent;

/// <summary>Lines as they came, for live views; the logs have everything.</summary>
/// <param name="Lines">Lines, of both streams in the order in which they were read.</param>
/// <param name="Skipped">How many lines were left out before these because the receiver was behind.</param>
/// <remarks>The next batch comes once this one is acknowledged (<see cref="IProcess.AcknowledgeOutput"/>).</remarks>
internal sealed record OutputBatch(ImmutableArray<OutputLine> Lines, long Skipped) : ProcessEvent;

/// <summary>A printed line without its end, decoded leniently from UTF-8 and capped.</summary>
/// <param name="Stream">The stream it came from.</param>
/// <param name="Text">The line; after the last carriage return in it, as a terminal would show it.</param>
internal readonly record struct OutputLine(OutputStream Stream, string Text);

/// <summary>The process ended. Its output may not have been read to the end yet.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Timestamp">
/// When that was noticed, by <see cref="TimeProvider.GetTimestamp"/>: tells which of two came first, whichever is heard of first.
/// </param>
internal sealed record ProcessExited(ExitStatus Status, long Timestamp) : ProcessEvent;

/// <summary>
/// Output, or when it arrived, could not be stored, for the first time; it is read on, so that the program is not blocked.
/// </summary>
/// <param name="Log">The log or the index that could not be written.</param>
/// <param name="Reason">What the operating system said.</param>
internal sealed record OutputNotStored(string Log, string Reason) : ProcessEvent;

/// <summary>The end of it all: every byte is stored, and nothing of the process tree is left.</summary>
/// <param name="MarkerFromEnd">
/// How far before the end of the log of standard output the last line with the statistics marker begins, in bytes; null: it was not seen.
/// </param>
/// <param name="HeldBy">
/// Who kept the output open past the drain timeout, for a person; null: nobody.
/// </param>
/// <param name="UnstoredBytes">How many bytes could not be stored.</param>
/// <param name="DeletedBytes">How many bytes were deleted with older parts of the logs (<see cref="OutputFiles.KeptParts"/>).</param>
/// <param name="Stragglers">Who of the tree outlived its leader by the drain timeout and was killed, for a person; null: nobody.</param>
/// <param name="Survivors">Who of the tree could not be killed, for a person; null: nobody.</param>
internal sealed record ProcessDrained(
    long? MarkerFromEnd,
    string? HeldBy = null,
    long UnstoredBytes = 0,
    long DeletedBytes = 0,
    string? Stragglers = null,
    string? Survivors = null
) : ProcessEvent
{
    /// <summary>What its tree has used in all, as far as the kernel told at the end; null: it did not.</summary>
    public ResourceUsage? Usage { get; init; }
}
