using Akka.Actor;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Makes the runs of a series, one after the other, in one actor system.</summary>
internal sealed class RunSeries(ActorSystem system, IReadOnlyList<SeriesSide> sides, int count, SeriesConsole console, StopSignals signals)
{
    private readonly SeriesPlan _plan = new(sides.Count, count);

    /// <summary>How many runs of a side were replaced.</summary>
    public int ReplacedOf(SeriesSide side) => _plan.ReplacedOf(IndexOf(side));

    /// <summary>Makes them. Ends early when somebody asks for that, and when it is hopeless.</summary>
    /// <param name="check">Looks at each run that may be compared.</param>
    /// <exception cref="PrerequisitesMissingException">A run can't be started.</exception>
    /// <exception cref="ComparisonException">What the check says.</exception>
    public async Task MakeAsync(Action<ComparedRun> check)
    {
        console.Begin(sides, count);
        signals.LastRunAsked += console.Ending;
        var made = 0;
        while (signals.First is null && _plan.Next is { } next)
        {
            var side = sides[next];
            made++;
            var run = await RunSupervisor.Get(system).StartAsync(side.Plan);
            signals.GoTo(run);
            await console.ShowAsync(run, Progress(side, made, _plan.Left - 1));
            var result = await run.Completion;
            await run.DisposeAsync();

            side.Results.Add(result);
            var isComparable = result.NotComparable.IsEmpty;
            var leftBefore = _plan.Left;
            _plan.Add(next, isComparable, result.Outcome == RunOutcome.Failed);
            console.Ended(
                result,
                Progress(side, made, _plan.Left),
                isReplaced: !isComparable && _plan.Left == leftBefore && signals.First is null
            );
            if (isComparable)
                check(ComparedRun.Of(result));
        }

        console.End(
            sides,
            signals.First is { } signal ? $"ended by {signal}: {made} of {made + _plan.Left} runs were made"
                : _plan.IsHopeless ? "every run so far has failed; no more are made"
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
