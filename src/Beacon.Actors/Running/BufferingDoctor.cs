using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Running;

/// <summary>
/// What to advise where a program runs and nothing of what it prints comes: C stdio and most runtimes save up lines, up to some kilobytes,
/// unless they print to a terminal (setvbuf(3)). One for each run: of a fleet that is silent by its nature, some components are named, not all.
/// </summary>
internal sealed class BufferingDoctor
{
    /// <summary>After how long a silence since the program's start advice is given, once for each component.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>To how many components of a run advice is given.</summary>
    public const int AdviceAtMost = 10;

    private const string Pty = "output.mode = pty";

    private int _given;

    /// <summary>The advice, a sentence that begins with the component's name; null: enough was said in this run.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="mode">How its output is connected.</param>
    /// <param name="image">Its program.</param>
    public string? Advise(string component, OutputMode mode, ProgramImage image)
    {
        var given = Interlocked.Increment(ref _given);
        if (given > AdviceAtMost)
            return null;
        var last = given == AdviceAtMost ? "; of further components that print nothing none is named" : "";
        return $"{component} has printed nothing in the {Durations.Format(Patience)} since its start; if it should have, {Cure(mode, image)}{last}";
    }

    private static string Cure(OutputMode mode, ProgramImage image) =>
        (mode, image) switch
        {
            (OutputMode.Pty, _) =>
                $"only {image.Name} itself can help: it keeps what it prints to itself although it prints to a terminal, and must flush it",
            (_, { Name: var name }) when name.StartsWith("python", StringComparison.Ordinal) =>
                $"Python saves up lines for a pipe: env {{ PYTHONUNBUFFERED = 1 }} or {Pty} lets each go at once",
            (_, { Name: var name })
                when name.StartsWith("perl", StringComparison.Ordinal) || name.StartsWith("ruby", StringComparison.Ordinal) =>
                $"{name} saves up lines for a pipe: {Pty} lets each go at once",
            (_, { IsStatic: true }) =>
                $"its lines may be saved up for the pipe: {image.Name} is linked statically, so that only {Pty} can let each go at once",
            (OutputMode.LineBuffered, _) =>
                $"{image.Name} takes no notice of stdbuf(1): {Pty} may let each line go at once, or it must flush them itself",
            _ =>
                $"its lines may be saved up for the pipe: output.mode = line-buffered lets each go at once where a program prints by C stdio, {Pty} with most others",
        };
}
