using System.Collections.Immutable;
using Beacon.Actors.Messages;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>Finds the first cause of a failed run, with everything that belongs to it.</summary>
internal static class FirstCauseFinder
{
    private const int LinesQuoted = 3;

    // A failure longer ago than this is unrelated.
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    /// <summary>Describes the problem that ended the run at this time, by everything that is known at the end.</summary>
    public static FirstCause Find(Problem cause, TimeSpan at, RunSnapshot snapshot, IReadOnlyCollection<ComponentStanding> standings)
    {
        var ended = standings.Where(standing => standing.End is not null).ToDictionary(standing => standing.Component.Name);
        var others = snapshot.Components.Where(component => component.Name != cause.Component).ToList();
        ExitMeaning? MeaningOf(ComponentSnapshot component) => ended.GetValueOrDefault(component.Name)?.End!.Meaning;
        return new FirstCause
        {
            Problem = cause,
            ReadyFor = cause is { Kind: ProblemKind.Crashed or ProblemKind.ExitedEarly or ProblemKind.NotAlive, Component: { } name }
                ? ReadyUntil(snapshot.Component(name), at)
                : null,
            LastLines =
            [
                .. LinesOf(cause, ended)
                    .Select(line => TerminalText.LastShown(line.Raw))
                    .Where(line => line.Trim().Length > 0)
                    .TakeLast(LinesQuoted),
            ],
            Before =
            [
                .. standings
                    .Select(standing => standing.Setback)
                    .OfType<ProcessProtocol.WentDown>()
                    .Where(setback => setback.Problem.Component != cause.Component)
                    .Select(setback => (setback.Problem.Message, Before: at - setback.At.Elapsed))
                    .Where(setback => setback.Before >= TimeSpan.Zero && setback.Before <= Recent)
                    .OrderByDescending(setback => setback.Before)
                    .Select(setback => $"{Durations.Rounded(setback.Before)} before that, {setback.Message}; it was restarted"),
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

    private static ImmutableArray<UntrustedText> LinesOf(Problem cause, Dictionary<string, ComponentStanding> ended) =>
        cause.Component is { } component && ended.TryGetValue(component, out var standing) ? standing.End!.LastLines : [];

    private static TimeSpan? ReadyUntil(ComponentSnapshot component, TimeSpan at) =>
        component.StartedAt + component.ReadyAfter is { } readyAt && at > readyAt ? at - readyAt : null;

    private static string After(TimeSpan? span) => span >= TimeSpan.Zero ? $" after {Durations.Rounded(span.Value)}" : "";
}
