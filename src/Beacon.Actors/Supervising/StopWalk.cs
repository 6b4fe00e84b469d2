using Beacon.Plans;

namespace Beacon.Actors.Supervising;

/// <summary>
/// The order in which the levels stop: the last level first, the next only when all processes of it are gone. It begins once the run has
/// been measured for the last time, also if components end by themselves before that.
/// </summary>
internal sealed class StopWalk(RunPlan plan)
{
    private int _level = plan.Levels.Length + 1;
    private int _endedOfLevel;
    private bool _isMeasured;

    public bool IsDone => _level == 0;

    /// <summary>Whether nothing is left of a level and of those above it. Level 1 is the one without dependencies.</summary>
    public bool IsStopped(int level) => level > _level;

    /// <summary>Advances while nothing is left of the current level; returns the components that have to stop now.</summary>
    /// <param name="isMeasured">Whether the last measurement has just been made; from then on the walk advances.</param>
    /// <param name="hasEnded">Whether the component of that name has ended.</param>
    public IReadOnlyList<ComponentSpec> Advance(bool isMeasured, Predicate<string> hasEnded)
    {
        _isMeasured |= isMeasured;
        var turn = new List<ComponentSpec>();
        while (_isMeasured && _level > 0 && IsEmpty(hasEnded))
        {
            _level--;
            _endedOfLevel = 0;
            if (_level > 0)
                turn.AddRange(plan.Levels[_level - 1].Where(component => !hasEnded(component.Name)));
        }

        return turn;
    }

    // A component that has ended during the stop does not start again: it is checked once.
    private bool IsEmpty(Predicate<string> hasEnded)
    {
        if (_level > plan.Levels.Length)
            return true;
        var level = plan.Levels[_level - 1];
        while (_endedOfLevel < level.Length && hasEnded(level[_endedOfLevel].Name))
            _endedOfLevel++;
        return _endedOfLevel == level.Length;
    }
}
