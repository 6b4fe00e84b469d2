namespace Beacon.Actors.Host.Repeating;

/// <summary>
/// Which side runs next. Sides take turns, so that a machine that drifts hits both; a run that may not be compared is replaced, up to a
/// limit; a side that only ever fails is not tried any further.
/// </summary>
/// <param name="sides">How many sides there are.</param>
/// <param name="count">How many runs each is to have.</param>
internal sealed class SeriesPlan(int sides, int count)
{
    private const int HopelessAfter = 3;

    private readonly (int Good, int Bad, int Failed)[] _sides = new (int, int, int)[sides];

    /// <summary>How many runs of a side are replaced at most: half as many as it is to have, at least one.</summary>
    public int MostReplaced { get; } = Math.Max(1, count / 2);

    /// <summary>The side that runs next; null: none.</summary>
    public int? Next
    {
        get
        {
            if (IsHopeless)
                return null;
            var next = Enumerable
                .Range(0, sides)
                .Where(side => LeftOf(side) > 0)
                .OrderBy(side => _sides[side].Good)
                .Select(side => (int?)side);
            return next.FirstOrDefault();
        }
    }

    /// <summary>Every run of a side has failed, and there were several.</summary>
    public bool IsHopeless => _sides.Any(side => side.Good == 0 && side.Failed >= Math.Min(HopelessAfter, count + MostReplaced));

    /// <summary>How many runs are still to come, if all of them may be compared.</summary>
    public int Left => IsHopeless ? 0 : Enumerable.Range(0, sides).Sum(LeftOf);

    /// <summary>How many runs of a side were not good, and were or will be replaced.</summary>
    public int ReplacedOf(int side) => Math.Min(_sides[side].Bad, MostReplaced);

    /// <summary>A run is over.</summary>
    /// <param name="side">Whose it was.</param>
    /// <param name="isComparable">Whether it may be compared.</param>
    /// <param name="hasFailed">Whether it failed.</param>
    public void Add(int side, bool isComparable, bool hasFailed)
    {
        var (good, bad, failed) = _sides[side];
        _sides[side] = (good + (isComparable ? 1 : 0), bad + (isComparable ? 0 : 1), failed + (hasFailed ? 1 : 0));
    }

    private int LeftOf(int side) => Math.Min(count - _sides[side].Good, count + MostReplaced - _sides[side].Good - _sides[side].Bad);
}
