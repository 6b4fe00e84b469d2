namespace Beacon.Benchmarks.Exchange;

/// <summary>Figures by name, one of each round.</summary>
/// <param name="rounds">How many rounds there are.</param>
internal sealed class Figures(int rounds)
{
    private readonly OrderedDictionary<string, List<double>> _values = [];

    /// <summary>Whether what is added counts.</summary>
    public bool IsCounted { get; set; }

    public void Add(string name, double value)
    {
        if (!IsCounted)
            return;
        _values.TryAdd(name, new List<double>(rounds));
        _values[name].Add(value);
    }

    /// <summary>Of each, the median, and lowest and highest.</summary>
    public OrderedDictionary<string, string> Spreads()
    {
        var spreads = new OrderedDictionary<string, string>();
        foreach (var (name, values) in _values)
        {
            values.Sort();
            spreads.Add(name, FormattableString.Invariant($"{values[values.Count / 2]:0.00} ({values[0]:0.00} to {values[^1]:0.00})"));
        }

        return spreads;
    }
}
