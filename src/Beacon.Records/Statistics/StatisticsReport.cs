using Beacon.Plans.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads the report of a program line by line. With a marker the report begins after it; if the marker occurs again, the last report
/// counts.
/// </summary>
/// <param name="component">The component's name.</param>
/// <param name="marker">The marker of the report; null: the whole output is the report.</param>
internal abstract class StatisticsReport(string component, BlockMarker? marker)
{
    private bool _isOpen = marker is null;

    /// <summary>The statistics that were found.</summary>
    public StatisticsTally Tally { get; } = new(component);

    /// <summary>What shows that the report was cut off, however its program ended; null: nothing.</summary>
    public virtual string? Gap => null;

    /// <summary>Whether the report shows that it is complete, however its program ended.</summary>
    public virtual bool IsWhole => !_isOpen;

    /// <summary>Whether each line stands for itself, so that the report can only be cut off within a line.</summary>
    public virtual bool IsOfLines => true;

    /// <summary>Whether a line is recognizably complete although the log ends without a line feed.</summary>
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
