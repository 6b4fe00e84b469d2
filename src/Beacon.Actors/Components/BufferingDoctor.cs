using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>
/// Advice for a program that runs and whose output does not arrive: C stdio and most runtimes buffer some kilobytes of lines unless they
/// print to a terminal (setvbuf(3)). One doctor for each run: of many silent components only some are named.
/// </summary>
internal sealed class BufferingDoctor
{
    /// <summary>How long a program has to be silent after its start before advice is given, once for each component.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How many components of a run get advice at most.</summary>
    public const int AdviceAtMost = 10;

    private const string Pty = "output.mode = pty";

    private int _given;

    /// <summary>The advice, a sentence that begins with the component's name; null: enough components of this run were named.</summary>
    public string? Advise(string component, OutputMode mode, ProgramImage image)
    {
        var given = Interlocked.Increment(ref _given);
        if (given > AdviceAtMost)
            return null;
        var last = given == AdviceAtMost ? "; further components that print nothing are not named" : "";
        return $"{component} has printed nothing in the {Durations.Format(Patience)} since its start; "
            + $"if it should have, {Cure(mode, image)}{last}";
    }

    private static string Cure(OutputMode mode, ProgramImage image) =>
        (mode, image) switch
        {
            (OutputMode.Pty, _) =>
                $"{image.Name} buffers its output although it prints to a terminal: only {image.Name} itself can flush it",
            (_, { Name: var name }) when name.StartsWith("python", StringComparison.Ordinal) =>
                $"Python buffers lines for a pipe: env {{ PYTHONUNBUFFERED = 1 }} or {Pty} flushes each line",
            (_, { Name: var name })
                when name.StartsWith("perl", StringComparison.Ordinal) || name.StartsWith("ruby", StringComparison.Ordinal) =>
                $"{name} buffers lines for a pipe: {Pty} flushes each line",
            (_, { IsStatic: true }) =>
                $"its lines may be buffered for the pipe: {image.Name} is linked statically, so only {Pty} can flush each line",
            (OutputMode.LineBuffered, _) => $"{image.Name} ignores stdbuf(1): {Pty} may flush each line, or it must flush them itself",
            _ => $"its lines may be buffered for the pipe: output.mode = line-buffered flushes each line of a program that uses C stdio, "
                + $"{Pty} of most others",
        };
}
