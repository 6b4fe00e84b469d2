namespace Beacon.Actors.Host.Repeating;

/// <summary>
/// Decides which side runs next. Sides take turns, so that drift of the machine affects both alike. A run that is not comparable is
/// replaced by another at the next turn of its side, up to a limit. If every run of a side fails, the series ends.
/// </summary>
/// <param name="sides">The number of sides.</param>
/// <param name="count">The number of comparable runs wanted of each side.</param>
internal sealed class SeriesSchedule(int sides, int count)
{
    private const int GivesUpAfter = 3;

    private readonly (int Good, int Bad, int Failed)[] _sides = new (int, int, int)[sides];

    /// <summary>The largest number of replaced runs per side: half of the wanted runs, at least one.</summary>
    public int MostReplaced { get; } = Math.Max(1, count / 2);

    /// <summary>The side that runs next; null: the series is over.</summary>
    public int? Next
    {
        get
        {
            if (IsGivenUp)
                return null;
            var next = Enumerable
                .Range(0, sides)
                .Where(side => LeftOf(side) > 0)
                .OrderBy(side => _sides[side].Good + _sides[side].Bad)
                .Select(side => (int?)side);
            return next.FirstOrDefault();
        }
    }

    /// <summary>Whether the first runs of a side have all failed.</summary>
    public bool IsGivenUp => _sides.Any(side => side.Good == 0 && side.Failed >= Math.Min(GivesUpAfter, count + MostReplaced));

    /// <summary>How many runs are left, if all of them are comparable.</summary>
    public int Left => IsGivenUp ? 0 : Enumerable.Range(0, sides).Sum(LeftOf);

    /// <summary>How many runs of a side are not comparable and were or will be replaced.</summary>
    public int ReplacedOf(int side) => Math.Min(_sides[side].Bad, MostReplaced);

    /// <summary>Counts a finished run.</summary>
    /// <param name="side">The side of the run.</param>
    /// <param name="isComparable">Whether the run is comparable.</param>
    /// <param name="hasFailed">Whether the run failed.</param>
    public void Add(int side, bool isComparable, bool hasFailed)
    {
        var (good, bad, failed) = _sides[side];
        _sides[side] = (good + (isComparable ? 1 : 0), bad + (isComparable ? 0 : 1), failed + (hasFailed ? 1 : 0));
    }

    private int LeftOf(int side) => Math.Min(count - _sides[side].Good, count + MostReplaced - _sides[side].Good - _sides[side].Bad);
}
