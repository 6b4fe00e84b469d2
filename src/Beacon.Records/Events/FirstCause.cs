using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Records.Events;

/// <summary>
/// Why a run failed: the first failure, earlier failures that led to restarts, its consequences, and the components that were only stopped
/// or never started.
/// </summary>
public sealed record FirstCause
{
    private const int LineLengthQuoted = 200;

    /// <summary>The problem that ended the run.</summary>
    public required Problem Problem { get; init; }

    /// <summary>How long the component had been ready before; null: it was not ready, or readiness is irrelevant here.</summary>
    public TimeSpan? ReadyFor { get; init; }

    /// <summary>The last lines of the component's output, without colours.</summary>
    public ImmutableArray<UntrustedText> LastLines { get; init; } = [];

    /// <summary>Earlier failures that led to a restart: <c>3 ms before that, engine was ended by SIGKILL; it was restarted</c>.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>Later failures, which count as consequences: <c>algo exited with code 1 after 12 ms</c>.</summary>
    public ImmutableArray<string> Followed { get; init; } = [];

    /// <summary>The names of the components that stopped as requested.</summary>
    public ImmutableArray<string> OnlyStopped { get; init; } = [];

    /// <summary>The names of the components that never started.</summary>
    public ImmutableArray<string> NeverStarted { get; init; } = [];

    /// <summary>The first failure in one sentence.</summary>
    public string Headline =>
        ReadyFor is { } readyFor ? $"{Problem.Message}, {Durations.Rounded(readyFor)} after it was ready." : $"{Problem.Message}.";

    /// <summary>The whole cause without the printed lines, in a few sentences.</summary>
    public string Summary => Sentences(withLines: false);

    /// <summary>The whole cause in one paragraph.</summary>
    public override string ToString() => Sentences(withLines: true);

    private string Sentences(bool withLines)
    {
        var text = new List<string> { Headline };
        text.AddRange(Before.Select(before => $"{before}."));
        if (withLines && LastLines.Length > 0)
            text.Add($"It last printed: {string.Join(", ", LastLines.Select(Quoted))}.");
        if (Followed.Length > 0)
            text.Add($"What followed: {string.Join(", ", Followed)}.");
        if (OnlyStopped.Length > 0)
            text.Add($"Only stopped: {string.Join(", ", OnlyStopped)}.");
        if (NeverStarted.Length > 0)
            text.Add($"Never started: {string.Join(", ", NeverStarted)}.");
        return string.Join(' ', text);
    }

    private static string Quoted(UntrustedText line)
    {
        var text = $"{line}";
        return $"\"{(text.Length > LineLengthQuoted ? $"{text[..LineLengthQuoted]}…" : text)}\"";
    }
}
