using Akka.Actor;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Executes the runs of a series, one after the other, in one actor system.</summary>
internal sealed class RunSeries(
    ActorSystem system,
    IReadOnlyList<SeriesSide> sides,
    SeriesSettings settings,
    SeriesConsole console,
    StopSignals signals,
    Action<string> warn
)
{
    private readonly SeriesSchedule _schedule = new(sides.Count, settings.Count);
    private volatile bool _isPreparing;
    private int _warmupsLeft = sides.Count * settings.Warmups;
    private int _made;
    private bool _isWarned;

    /// <summary>How many runs of a side were replaced by another one.</summary>
    public int ReplacedOf(SeriesSide side) => _schedule.ReplacedOf(IndexOf(side));

    /// <summary>
    /// Executes the series. Ends early after a signal, when all runs of a side fail, and when a run can't be started after others have run.
    /// </summary>
    /// <param name="check">Called with each comparable run; throws if the comparison can't be made.</param>
    /// <returns>Why a run could not be started, after others have run; empty: each could.</returns>
    /// <exception cref="PrerequisitesMissingException">The first run can't be started.</exception>
    /// <exception cref="ComparisonException">The check has thrown it.</exception>
    public async Task<IReadOnlyList<Problem>> RunAsync(Action<RunResult> check)
    {
        console.Begin(sides, settings);
        signals.LastRunRequested += () =>
        {
            if (!_isPreparing)
                console.ShowEnding();
        };
        signals.BeginRun();
        IReadOnlyList<Problem> missing = [];
        using (var preparation = settings.Prepare is { } command ? new Preparation(command, sides[0].Plan.Engine) : null)
            try
            {
                await WarmUpAsync(preparation);
                await RunAsync(preparation, check);
            }
            catch (PrerequisitesMissingException exception) when (sides.Any(side => side.HasRun))
            {
                missing = exception.Problems;
            }

        console.ShowEnd(
            sides,
            signals.First is { } signal ? $"ended by {signal} after {_made} of {_made + _schedule.Left} runs"
                : missing.Count > 0 ? $"ended after {_made} of {_made + _schedule.Left} runs: the next one could not be started"
                : _schedule.IsGivenUp ? "every run so far has failed; no further runs"
                : null
        );
        return missing;
    }

    private async Task WarmUpAsync(Preparation? preparation)
    {
        for (var number = 1; _warmupsLeft > 0 && signals.First is null; number++)
        {
            var side = sides[(number - 1) % sides.Count];
            _warmupsLeft--;
            var progress = Progress(side, number, _schedule.Left) with { Total = sides.Count * settings.Warmups, IsWarmup = true };
            if (await RunOneAsync(preparation, progress) is not { } result)
                return;
            side.Warmups.Add(result);
            console.ShowResult(result, progress with { Left = Progress(side, number, _schedule.Left).Left }, isReplaced: false);
        }
    }

    private async Task RunAsync(Preparation? preparation, Action<RunResult> check)
    {
        while (signals.First is null && _schedule.Next is { } next)
        {
            var side = sides[next];
            if (await RunOneAsync(preparation, Progress(side, _made + 1, _schedule.Left - 1)) is not { } result)
                return;
            _made++;
            side.Results.Add(result);
            var isComparable = result.NotComparable.IsEmpty;
            var leftBefore = _schedule.Left;
            _schedule.Add(next, isComparable, result.Outcome == RunOutcome.Failed);
            console.ShowResult(
                result,
                Progress(side, _made, _schedule.Left),
                isReplaced: !isComparable && _schedule.Left == leftBefore && signals.First is null
            );
            if (isComparable)
                check(result);
        }
    }

    // Null: a signal has come while it was prepared.
    private async Task<RunResult?> RunOneAsync(Preparation? preparation, SeriesProgress progress)
    {
        if (preparation is not null && !await PrepareAsync(preparation, progress))
            return null;
        var run = await RunSupervisor
            .Get(system)
            .StartAsync(progress.Side.Plan, new RunSettings { Label = settings.Label, IsWarmup = progress.IsWarmup });
        signals.Attach(run);
        await console.ShowAsync(run, progress);
        var result = await run.Completion;
        await run.DisposeAsync();
        return result;
    }

    private async Task<bool> PrepareAsync(Preparation preparation, SeriesProgress progress)
    {
        _isPreparing = true;
        var prepared = preparation.RunAsync(signals.Received);
        await console.ShowPreparationAsync(prepared, progress);
        var problem = await prepared;
        _isPreparing = false;
        if (signals.First is not null)
            return false;
        if (preparation.LeftRunning is { } left && !_isWarned)
            warn($"--prepare left {left} running, which was killed; what the runs need is a component of the plan");
        _isWarned |= preparation.LeftRunning is not null;
        return problem is null ? true : throw new PrerequisitesMissingException([problem]);
    }

    private SeriesProgress Progress(SeriesSide side, int number, int left)
    {
        var all = Math.Max(0, left) + _warmupsLeft;
        var known = sides.SelectMany(each => each.All).Select(result => result.Elapsed).DefaultIfEmpty(TimeSpan.Zero).Max();
        var each = sides.Average(each => SeriesProgress.Expected(each, known).TotalSeconds);
        return new SeriesProgress(side, number, number + Math.Max(0, left), TimeSpan.FromSeconds(all * each));
    }

    private int IndexOf(SeriesSide side)
    {
        for (var index = 0; index < sides.Count; index++)
            if (sides[index] == side)
                return index;
        throw new ArgumentOutOfRangeException(nameof(side));
    }
}
