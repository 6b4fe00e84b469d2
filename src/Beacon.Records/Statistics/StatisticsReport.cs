using Beacon.Plans.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// The statistics that a program prints, as they are read, line by line. Where a marker is given they begin with it, and anew where it
/// comes again: the last report counts.
/// </summary>
/// <param name="component">The component that printed it.</param>
/// <param name="marker">What opens the report; null: all that is printed is one.</param>
internal abstract class StatisticsReport(string component, BlockMarker? marker)
{
    private bool _isOpen = marker is null;

    /// <summary>What was found.</summary>
    public StatisticsTally Tally { get; } = new(component);

    /// <summary>What shows, by itself, that the report was cut off; null: nothing does.</summary>
    public virtual string? Gap => null;

    /// <summary>Whether the report shows that it is whole, so that it does not matter how its program ended.</summary>
    public virtual bool IsWhole => !_isOpen;

    /// <summary>Whether a report can only be cut off within a line: each line is whole by itself.</summary>
    public virtual bool IsOfLines => true;

    /// <summary>Whether a line shows that it is whole although the log ends within it.</summary>
    public virtual bool IsWholeLine(string line) => false;

    /// <summary>Reads the next line of the log.</summary>
    /// <param name="line">The line as printed.</param>
    public void Read(string line)
    {
        if (marker?.IsIn(line) == true)
            OpenOrClose(line);
        else if (_isOpen)
            ReadContent(TerminalText.LastShown(line));
    }

    /// <summary>A line within the report, as a terminal would show it.</summary>
    protected abstract void ReadContent(string line);

    /// <summary>The report begins, maybe once more.</summary>
    protected virtual void Begin(string line) => Tally.Clear();

    private void OpenOrClose(string line)
    {
        _isOpen = marker!.Opens(line);
        if (_isOpen)
            Begin(TerminalText.LastShown(line));
    }
}
