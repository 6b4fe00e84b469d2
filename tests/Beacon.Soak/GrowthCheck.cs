namespace Beacon.Soak;

/// <summary>
/// Whether the supervisor lets go of what a component has cost it. What one costs is not assumed but taken from the run: from the moment
/// when the conductor alone was there to the moment when all had settled.
/// </summary>
internal sealed class GrowthCheck
{
    // A probe or a look into /proc may be under way; and the pool may add a thread for work of its own.
    private const int Allowance = 4;

    private Footprint? _alone;
    private Footprint? _full;
    private int _fullCount;

    /// <summary>The conductor alone is there.</summary>
    public void NoteAlone(Footprint? footprint) => _alone = footprint;

    /// <summary>So many components beside it live; the others have ended early and for good.</summary>
    public void NoteFull(Footprint? footprint, int living) => (_full, _fullCount) = (footprint, living);

    /// <summary>What is too much when only so many are left.</summary>
    public IEnumerable<string> Check(Footprint? after, int living)
    {
        if (_alone is null || _full is null || after is null || _fullCount == 0)
            yield break;

        var expected = _alone.Descriptors + ((double)(_full.Descriptors - _alone.Descriptors) * living / _fullCount);
        if (after.Descriptors > expected + Allowance)
            yield return $"the supervisor has {after.Descriptors} descriptors with {living} components left, {_full.Descriptors} with {_fullCount}, {_alone.Descriptors} with none: it leaks";
        if (after.Threads > _full.Threads + Allowance)
            yield return $"the supervisor's threads grew from {_full.Threads} to {after.Threads} although components had ended";
    }
}
