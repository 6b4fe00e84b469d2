using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads the report of a program line by line. With a marker the report begins after it; if the marker occurs again, the last report
/// counts. Without one the whole output is the report.
/// </summary>
internal abstract class StatisticsReport(StatisticsTally tally, BlockMarker? marker)
{
    private bool _isOpen = marker is null;

    /// <summary>The statistics that were found.</summary>
    public StatisticsTally Tally => tally;

    /// <summary>What shows that the report was cut off, however its program ended; null: nothing.</summary>
    public virtual string? Gap => null;

    /// <summary>Why there are no statistics, where the reader knows more than that there are none; null: it does not.</summary>
    public virtual string? WhyNone => null;

    /// <summary>Whether the report shows that it is complete, however its program ended.</summary>
    public virtual bool IsWhole => !_isOpen;

    /// <summary>Whether each line stands for itself, so that the report can only be cut off within a line.</summary>
    public virtual bool IsOfLines => true;

    /// <summary>Whether a line is recognizably complete although the log ends without a line feed.</summary>
    public virtual bool IsWholeLine(string line) => false;

    /// <summary>Reads the next line of the log, as printed.</summary>
    public void Read(string line)
    {
        if (marker?.IsIn(line) == true)
            OpenOrClose(line);
        else if (_isOpen)
            ReadContent(TerminalText.LastShown(line));
    }

    /// <summary>Reads a line of the report, as a terminal shows it.</summary>
    protected abstract void ReadContent(string line);

    /// <summary>Begins the report, possibly again.</summary>
    protected virtual void Begin(string line) => Tally.Clear();

    private void OpenOrClose(string line)
    {
        _isOpen = marker!.Opens(line);
        if (_isOpen)
            Begin(TerminalText.LastShown(line));
    }
}

/// <summary>Collects the statistics of one component. Of a name that occurs twice in a group, the last value counts.</summary>
internal sealed class StatisticsTally(StatisticsShape shape)
{
    /// <summary>The maximum number of statistics: a log may have any number of lines that look like statistics.</summary>
    public const int MaximumStatistics = 10_000;

    /// <summary>The maximum length of a name, and of a group: a JSON key, for instance, may be megabytes long.</summary>
    public const int MaximumNameLength = 1000;

    private readonly OrderedDictionary<(string Group, string Name), Statistic> _statistics = [];

    /// <summary>The statistics with a finite value.</summary>
    public ImmutableArray<Statistic> Statistics => [.. _statistics.Values.Where(statistic => double.IsFinite(statistic.Value))];

    /// <summary>The statistics whose last value is NaN or infinite: they can't be compared or stored in a record.</summary>
    public ImmutableArray<Statistic> NotFinite => [.. _statistics.Values.Where(statistic => !double.IsFinite(statistic.Value))];

    /// <summary>The first statistic that the plan does not name among those to read (<c>only</c>); null: there is none.</summary>
    public StatisticKey? LeftOut { get; private set; }

    public void Add(string group, string name, StatisticValue value)
    {
        if (!Takes(group, name))
            return;
        if (shape.Of(group, name, value) is { } statistic)
            _statistics[(group, name)] = statistic;
        else
            LeftOut ??= new StatisticKey("", group, name);
    }

    /// <summary>Whether there is room for a statistic of this name.</summary>
    public bool Takes(string group, string name) =>
        Math.Max(group.Length, name.Length) <= MaximumNameLength
        && (_statistics.Count < MaximumStatistics || _statistics.ContainsKey((group, name)));

    public void Clear() => _statistics.Clear();
}
