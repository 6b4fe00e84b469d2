using System.Collections.Immutable;
using Beacon.Plans.Text;

namespace Beacon.Processes;

/// <summary>
/// A short program that is run beside a process, as a part of its tree and in the same folder: an exec probe, a stop command.
/// </summary>
/// <param name="Words">The program, and its arguments.</param>
public sealed record SideCommand(ImmutableArray<string> Words)
{
    /// <summary>Variables to set besides those of the process.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>Called with each line that it prints; null: nobody is interested.</summary>
    public Action<UntrustedText>? Printed { get; init; }

    /// <summary>Whether what it leaves running in its session is killed when it has exited.</summary>
    public bool LeavesNothing { get; init; }
}

/// <summary>How a <see cref="SideCommand"/> has ended.</summary>
/// <param name="ExitCode">Its exit code, 128 + n after signal n; null: it was not executed, or killed because its time was over.</param>
/// <param name="Failure">Why it was not executed; null: it was.</param>
/// <param name="LastLine">
/// The last line that it has printed on standard error, or if there is none on standard output; empty: none.
/// </param>
public sealed record SideCommandResult(int? ExitCode, string? Failure, UntrustedText LastLine)
{
    /// <summary>What happened, for a message: <c>exit code 1: connection refused</c>.</summary>
    public override string ToString()
    {
        var what = Failure ?? (ExitCode is { } code ? $"exit code {code}" : "it did not end in time");
        return LastLine.Raw.Length == 0 ? what : $"{what}: {LastLine}";
    }
}
