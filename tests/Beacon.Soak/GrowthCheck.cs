namespace Beacon.Soak;

/// <summary>
/// Checks that the supervisor releases the descriptors and threads of components that have ended. What a component costs is measured in
/// the run itself: between the moment when only the conductor runs and the moment when all components have settled.
/// </summary>
internal sealed class GrowthCheck
{
    // A probe or a scan of /proc may be in progress.
    private const int Allowance = 4;

    private Footprint? _alone;
    private Footprint? _full;
    private int _fullCount;
    private Footprint? _after;

    /// <summary>Notes the footprint when only the conductor runs.</summary>
    public void NoteAlone(Footprint? footprint) => _alone = footprint;

    /// <summary>Notes the footprint when all components have settled, and how many of them still run.</summary>
    public void NoteFull(Footprint? footprint, int living) => (_full, _fullCount) = (footprint, living);

    /// <summary>
    /// Returns what has leaked when only some components still run. What has leaked is there at every look, the files of processes that
    /// have ended since the last measurement are not: each call adds a look.
    /// </summary>
    public IEnumerable<string> Check(Footprint? now, int living)
    {
        if (_alone is null || _full is null || now is null || _fullCount == 0)
            yield break;

        var after = _after = _after?.Common(now) ?? now;
        var expected = _alone.Descriptors + ((double)(_full.Descriptors - _alone.Descriptors) * living / _fullCount);
        if (after.Descriptors > expected + Allowance)
            yield return $"the supervisor leaks descriptors: {after.Descriptors} with {living} components left, "
                + $"{_full.Descriptors} with {_fullCount}, {_alone.Descriptors} with none; since then {after.GrownSince(_full)}";
        if (after.Threads > _full.Threads + Allowance)
            yield return $"the supervisor's threads grew from {_full.Threads} to {after.Threads} although components had ended";
    }
}
