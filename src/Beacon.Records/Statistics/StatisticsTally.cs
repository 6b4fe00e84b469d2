using System.Collections.Immutable;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>Collects the statistics of one component. Of a name that occurs twice in a group, the last value counts.</summary>
/// <param name="component">The component's name.</param>
internal sealed class StatisticsTally(string component)
{
    /// <summary>The maximum number of statistics: a log may have any number of lines that look like statistics.</summary>
    public const int MaximumStatistics = 10_000;

    private readonly Dictionary<(string Group, string Name), Statistic> _statistics = [];
    private readonly List<(string Group, string Name)> _order = [];

    /// <summary>The statistics with a finite value.</summary>
    public ImmutableArray<Statistic> Statistics => [.. InOrder.Where(statistic => double.IsFinite(statistic.Value))];

    /// <summary>The statistics whose last value is NaN or infinite: they can't be compared or stored in a record.</summary>
    public ImmutableArray<Statistic> NotFinite => [.. InOrder.Where(statistic => !double.IsFinite(statistic.Value))];

    private IEnumerable<Statistic> InOrder => _order.Select(key => _statistics[key]);

    public void Add(string group, string name, StatisticValue value)
    {
        var key = (group, name);
        var statistic = new Statistic(component, group, name, value.Value, value.Unit, value.Text);
        if (_order.Count < MaximumStatistics && _statistics.TryAdd(key, statistic))
            _order.Add(key);
        else if (_statistics.ContainsKey(key))
            _statistics[key] = statistic;
    }

    public void Clear()
    {
        _statistics.Clear();
        _order.Clear();
    }
}
