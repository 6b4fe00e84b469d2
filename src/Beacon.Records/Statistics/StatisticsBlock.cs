using System.Collections.Immutable;
using Beacon.Plans.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads a block of <c>Name: value unit</c> lines after a marker. Lines that are neither statistic, heading nor rule belong to other
/// threads and are skipped. If the marker occurs again, a new block begins: the last one counts. The block ends with the log, or at a line
/// with END before the marker's text.
/// </summary>
/// <remarks>
/// A block is complete if it ends with an END line, with the lower edge of its box, or with a rule under its last statistic, which equals
/// the rule under its marker if there is one. A block in a box without a lower edge is incomplete. Any other block counts as complete
/// unless its program crashed, failed or was killed.
/// </remarks>
internal sealed class StatisticsBlock(StatisticsTally tally, BlockMarker marker) : StatisticsReport(tally, marker)
{
    private string _group = "";
    private int _groupColumn = -1;
    private BlockHeading? _heading;
    private BlockHeading? _markedHeading;
    private bool _isBehindBreak;
    private BlockFrame _frame = new("");

    /// <summary>The statistics in the order of their first occurrence; a repeated name in a group has its last value.</summary>
    public ImmutableArray<Statistic> Statistics => Tally.Statistics;

    public override string? Gap => _frame.IsLeftOpen ? "the box around it has no lower edge" : null;

    public override bool IsWhole => base.IsWhole || _frame.IsClosed;

    public override bool IsOfLines => false;

    public override bool IsWholeLine(string line) => Frame.IsRule(TerminalText.LastShown(line));

    protected override void Begin(string line)
    {
        base.Begin(line);
        _frame = new BlockFrame(line);
        (_group, _groupColumn, _isBehindBreak) = ("", -1, true);
        (_heading, _markedHeading) = (null, null);
    }

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
        // A line between a marked heading and its statistics that is not their heading belongs to another thread.
        var heading = _heading?.Heads(column) == true ? _heading : _markedHeading;
        if (heading is { } entered)
        {
            // Only if the statistics are indented below their heading does a smaller indent end the group.
            (_group, _groupColumn) = (entered.Name, entered.Column < column ? entered.Column : -1);
        }
        else if (column <= _groupColumn)
        {
            (_group, _groupColumn) = ("", -1);
        }
    }
}
