using System.Collections.Immutable;
using System.Globalization;
using Beacon.Actors.Statistics;

namespace Beacon.Actors.Running;

/// <summary>
/// Why a run has failed, told so that nobody has to look further: what happened first and to whom, what had gone before it, what followed
/// from it, and what was only stopped.
/// </summary>
public sealed record FirstCause
{
    private const int LinesQuoted = 3;
    private const int LineLengthQuoted = 200;

    // What is older had been survived.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);

    /// <summary>What ended the run.</summary>
    public required Problem Problem { get; init; }

    /// <summary>How long the component had been ready until then; null: it was not, or that says nothing here.</summary>
    public TimeSpan? ReadyFor { get; init; }

    /// <summary>The last lines that the component printed, without colours.</summary>
    public ImmutableArray<string> LastLines { get; init; } = [];

    /// <summary>What had failed shortly before and was restarted: <c>3 ms before that, engine was ended by SIGKILL; it was restarted</c>.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>What failed later, which is taken for a consequence: <c>algo exited with code 1 after 12 ms</c>.</summary>
    public ImmutableArray<string> Followed { get; init; } = [];

    /// <summary>The names of the components that ended as they were asked to.</summary>
    public ImmutableArray<string> OnlyStopped { get; init; } = [];

    /// <summary>The names of the components that never started.</summary>
    public ImmutableArray<string> NeverStarted { get; init; } = [];

    /// <summary>What happened first, in one sentence.</summary>
    public string Headline => ReadyFor is { } readyFor ? $"{Problem.Message}, {Span(readyFor)} after it was ready." : $"{Problem.Message}.";

    /// <summary>All of it but the printed lines, in a few sentences.</summary>
    public string Summary => Sentences(withLines: false);

    /// <summary>All of it in one paragraph.</summary>
    public override string ToString() => Sentences(withLines: true);

    /// <summary>Finds what there is to say of the cause of a failed run.</summary>
    /// <param name="cause">What ended the run.</param>
    /// <param name="at">When, since the start of the run.</param>
    /// <param name="snapshot">All that is known at the end.</param>
    /// <param name="ended">How the components ended, by name.</param>
    /// <param name="setbacks">The failures that were followed by a restart, and when.</param>
    internal static FirstCause Of(
        Problem cause,
        TimeSpan at,
        RunSnapshot snapshot,
        IReadOnlyDictionary<string, ProcessProtocol.Ended> ended,
        IEnumerable<(Problem Problem, TimeSpan At)> setbacks
    )
    {
        var others = snapshot.Components.Where(component => component.Name != cause.Component).ToList();
        ExitMeaning? MeaningOf(ComponentSnapshot component) => ended.GetValueOrDefault(component.Name)?.Meaning;
        return new FirstCause
        {
            Problem = cause,
            ReadyFor = cause is { Kind: ProblemKind.Crashed or ProblemKind.ExitedEarly or ProblemKind.NotAlive, Component: { } name }
                ? ReadyUntil(snapshot.Component(name), at)
                : null,
            LastLines =
            [
                .. LinesOf(cause, ended).Select(TerminalText.LastShown).Where(line => line.Trim().Length > 0).TakeLast(LinesQuoted),
            ],
            Before =
            [
                .. setbacks
                    .Where(setback => setback.Problem.Component != cause.Component && setback.At <= at && at - setback.At <= Lately)
                    .Select(setback => $"{Span(at - setback.At)} before that, {setback.Problem.Message}; it was restarted"),
            ],
            Followed =
            [
                .. others
                    .Where(other =>
                        other.Exit is not null
                        && MeaningOf(other) is ExitMeaning.Crashed or ExitMeaning.ExitedEarly or ExitMeaning.AbnormalStop
                    )
                    .OrderBy(other => other.ExitedAt)
                    .Select(other => $"{other.Name} {other.Exit}{After(other.ExitedAt - at)}"),
            ],
            OnlyStopped = [.. others.Where(other => MeaningOf(other) == ExitMeaning.Stopped).Select(other => other.Name)],
            NeverStarted = [.. others.Where(other => other.Pid is null).Select(other => other.Name)],
        };
    }

    private static ImmutableArray<string> LinesOf(Problem cause, IReadOnlyDictionary<string, ProcessProtocol.Ended> ended) =>
        cause.Component is { } component && ended.TryGetValue(component, out var end) ? end.LastLines : [];

    private static TimeSpan? ReadyUntil(ComponentSnapshot component, TimeSpan at) =>
        component.StartedAt + component.ReadyAfter is { } readyAt && at > readyAt ? at - readyAt : null;

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

    private static string Quoted(string line) => $"\"{(line.Length > LineLengthQuoted ? $"{line[..LineLengthQuoted]}…" : line)}\"";

    private static string After(TimeSpan? span) => span >= TimeSpan.Zero ? $" after {Span(span.Value)}" : "";

    private static string Span(TimeSpan span) =>
        span < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
