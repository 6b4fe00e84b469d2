using System.Collections.Immutable;
using Beacon.Plans.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// A block of <c>Name: value unit</c> lines, from its marker on. Lines that are neither statistic, heading nor rule are another
/// thread's and are passed over; the block ends with the log, or at a line that says END before the marker's text.
/// </summary>
/// <param name="component">The component that printed it.</param>
/// <param name="marker">What opens the block. Opened again, it begins again: the last one counts.</param>
/// <remarks>
/// It shows that it is whole by a line with END, by the lower edge of its box, or by a rule under its last statistic: one like the
/// rule under its marker, if there is one there. It shows that it is not by a box without a lower edge. A block that shows neither is
/// taken for whole unless its program crashed, failed or was killed.
/// </remarks>
internal sealed class StatisticsBlock(string component, BlockMarker marker) : StatisticsReport(component, marker)
{
    private string _group = "";
    private int _groupColumn = -1;
    private BlockHeading? _heading;
    private BlockHeading? _markedHeading;
    private bool _isBehindBreak;
    private BlockFrame _frame = new("");

    /// <summary>The statistics in the order of their first mention; of a name said twice in a group, the last value.</summary>
    public ImmutableArray<Statistic> Statistics => Tally.Statistics;

    /// <inheritdoc />
    public override string? Gap => _frame.IsLeftOpen ? "the box around it has no lower edge" : null;

    /// <inheritdoc />
    public override bool IsWhole => base.IsWhole || _frame.IsClosed;

    /// <inheritdoc />
    public override bool IsOfLines => false;

    /// <inheritdoc />
    public override bool IsWholeLine(string line) => Frame.IsRule(TerminalText.LastShown(line));

    /// <inheritdoc />
    protected override void Begin(string line)
    {
        base.Begin(line);
        _frame = new BlockFrame(line);
        (_group, _groupColumn, _isBehindBreak) = ("", -1, true);
        (_heading, _markedHeading) = (null, null);
    }

    /// <inheritdoc />
    protected override void ReadContent(string line)
    {
        if (Frame.IsRule(line))
        {
            _frame.OnRule(line);
            _isBehindBreak = true;
            return;
        }

        if (StatisticLine.TryParse(line, out var statistic))
        {
            _frame.OnContent();
            EnterGroup(statistic.Column);
            Tally.Add(_group, statistic.Name, statistic.Value);
            (_heading, _markedHeading) = (null, null);
            _isBehindBreak = false;
        }
        else if (BlockHeading.TryParse(line, _isBehindBreak, out var heading))
        {
            _frame.OnHeading();
            _heading = heading;
            if (heading.IsMarked)
                _markedHeading = heading;
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
}
