using Akka.Actor;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Executes the runs of a series, one after the other, in one actor system.</summary>
internal sealed class RunSeries(ActorSystem system, IReadOnlyList<SeriesSide> sides, int count, SeriesConsole console, StopSignals signals)
{
    private readonly SeriesSchedule _schedule = new(sides.Count, count);

    /// <summary>How many runs of a side were replaced by another one.</summary>
    public int ReplacedOf(SeriesSide side) => _schedule.ReplacedOf(IndexOf(side));

    /// <summary>Executes the series. Ends early after a signal, and when all runs of a side fail.</summary>
    /// <param name="check">Called with each comparable run; throws if the comparison can't be made.</param>
    /// <exception cref="PrerequisitesMissingException">A run can't be started.</exception>
    /// <exception cref="ComparisonException">The check has thrown it.</exception>
    public async Task RunAsync(Action<RunResult> check)
    {
        console.Begin(sides, count);
        signals.LastRunRequested += console.ShowEnding;
        signals.BeginRun();
        var made = 0;
        while (signals.First is null && _schedule.Next is { } next)
        {
            var side = sides[next];
            made++;
            var run = await RunSupervisor.Get(system).StartAsync(side.Plan);
            signals.Attach(run);
            await console.ShowAsync(run, Progress(side, made, _schedule.Left - 1));
            var result = await run.Completion;
            await run.DisposeAsync();

            side.Results.Add(result);
            var isComparable = result.NotComparable.IsEmpty;
            var leftBefore = _schedule.Left;
            _schedule.Add(next, isComparable, result.Outcome == RunOutcome.Failed);
            console.ShowResult(
                result,
                Progress(side, made, _schedule.Left),
                isReplaced: !isComparable && _schedule.Left == leftBefore && signals.First is null
            );
            if (isComparable)
                check(result);
        }

        console.ShowEnd(
            sides,
            signals.First is { } signal ? $"ended by {signal} after {made} of {made + _schedule.Left} runs"
                : _schedule.IsGivenUp ? "every run so far has failed; no further runs"
                : null
        );
    }

    private SeriesProgress Progress(SeriesSide side, int number, int left)
    {
        var known = sides.SelectMany(each => each.Results).Select(result => result.Elapsed).DefaultIfEmpty(TimeSpan.Zero).Max();
        var each = sides.Average(each => SeriesProgress.Expected(each, known).TotalSeconds);
        return new SeriesProgress(side, number, number + Math.Max(0, left), TimeSpan.FromSeconds(Math.Max(0, left) * each));
    }

    private int IndexOf(SeriesSide side)
    {
        for (var index = 0; index < sides.Count; index++)
            if (sides[index] == side)
                return index;
        throw new ArgumentOutOfRangeException(nameof(side));
    }
}
