using System.Globalization;
using System.Text;

namespace Beacon.Exchange;

/// <summary>The block of numbers that each program prints at its end: a marker, headings, and lines of <c>Name: value unit</c>.</summary>
public sealed class StatisticsBlock
{
    /// <summary>The line that opens the block.</summary>
    public const string Marker = "FINAL STATISTICS";

    private readonly StringBuilder _text = new StringBuilder().Append('═', 40).Append('\n').Append(Marker).Append('\n');

    /// <summary>Begins a group.</summary>
    /// <param name="heading">Its name.</param>
    public StatisticsBlock Group(string heading)
    {
        _text.Append('\n').Append(heading).Append('\n');
        return this;
    }

    /// <summary>Adds a count.</summary>
    public StatisticsBlock Count(string name, long value) => Line(name, value.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>Adds a measure.</summary>
    public StatisticsBlock Measure(string name, double value, string unit) =>
        Line(name, value.ToString("N3", CultureInfo.InvariantCulture) + " " + unit);

    /// <summary>Adds a line as it is.</summary>
    public StatisticsBlock Line(string name, string text)
    {
        _text.Append("  ").Append(name).Append(": ").Append(text).Append('\n');
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString() + new string('═', 40);
}
