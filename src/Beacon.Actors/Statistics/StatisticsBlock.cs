using System.Collections.Immutable;

namespace Beacon.Actors.Statistics;

/// <summary>
/// A block of statistics as it is read, line by line, from its marker on. Lines that are neither statistic, heading nor rule are another
/// thread's and are passed over; the block ends with the log, or at a line that says END before the marker's text.
/// </summary>
/// <param name="component">The component that printed it.</param>
/// <param name="marker">What opens the block. Opened again, it begins again: the last one counts.</param>
internal sealed class StatisticsBlock(string component, BlockMarker marker)
{
    /// <summary>How many statistics a block holds at most: what follows a block in a log may look like more of them, without end.</summary>
    public const int MaximumStatistics = 10_000;

    private readonly Dictionary<(string Group, string Name), Statistic> _statistics = [];
    private readonly List<(string Group, string Name)> _order = [];
    private string _group = "";
    private int _groupColumn = -1;
    private BlockHeading? _heading;
    private BlockHeading? _markedHeading;
    private bool _isBehindBreak;
    private bool _isOpen;

    /// <summary>The statistics in the order of their first mention; of a name said twice in a group, the last value.</summary>
    public ImmutableArray<Statistic> Statistics => [.. _order.Select(key => _statistics[key])];

    /// <summary>Reads the next line of the log.</summary>
    /// <param name="line">The line as printed.</param>
    public void Read(string line)
    {
        if (marker.IsIn(line)) OpenOrClose(line);
        else if (_isOpen) ReadContent(TerminalText.LastShown(line));
    }

    private void OpenOrClose(string line)
    {
        _isOpen = marker.Opens(line);
        if (!_isOpen) return;
        _statistics.Clear();
        _order.Clear();
        (_group, _groupColumn, _isBehindBreak) = ("", -1, true);
        (_heading, _markedHeading) = (null, null);
    }

    private void ReadContent(string line)
    {
        if (Frame.IsRule(line))
        {
            _isBehindBreak = true;
            return;
        }

        if (StatisticLine.TryParse(line, out var statistic))
        {
            EnterGroup(statistic.Column);
            Add(statistic);
            (_heading, _markedHeading) = (null, null);
            _isBehindBreak = false;
        }
        else if (BlockHeading.TryParse(line, _isBehindBreak, out var heading))
        {
            _heading = heading;
            if (heading.IsMarked) _markedHeading = heading;
            _isBehindBreak = false;
        }
    }

    private void EnterGroup(int column)
    {
        // What came between a marked heading and its statistics and is no heading of theirs was another thread's.
        var heading = _heading?.Heads(column) == true ? _heading : _markedHeading;
        if (heading is { } entered)
        {
            // Only statistics that are set in under their heading show by standing out again that the group is over.
            (_group, _groupColumn) = (entered.Name, entered.Column < column ? entered.Column : -1);
        }
        else if (column <= _groupColumn)
        {
            (_group, _groupColumn) = ("", -1);
        }
    }

    private void Add(StatisticLine line)
    {
        var key = (_group, line.Name);
        var statistic = new Statistic(component, _group, line.Name, line.Value.Value, line.Value.Unit, line.Value.Text);
        if (_order.Count < MaximumStatistics && _statistics.TryAdd(key, statistic)) _order.Add(key);
        else if (_statistics.ContainsKey(key)) _statistics[key] = statistic;
    }
}
