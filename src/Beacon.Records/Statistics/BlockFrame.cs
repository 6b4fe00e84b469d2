namespace Beacon.Records.Statistics;

/// <summary>The frame of a block, which shows whether the block was printed completely.</summary>
/// <param name="opening">The line with the marker, as a terminal shows it.</param>
internal sealed class BlockFrame(string opening)
{
    private const string Sides = "│┃║╎╏┆┇┊┋";
    private const string UpperCorners = "┌┍┎┏╒╓╔╭";
    private const string LowerCorners = "└┕┖┗╘╙╚╰";

    private readonly bool _isBox = opening.TrimStart() is [var first, ..] && (Sides.Contains(first) || UpperCorners.Contains(first));
    private string? _rule;
    private bool _hasContent;

    /// <summary>Whether the block was closed by the lower edge of its box, or by a rule under its last statistic.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the block is in a box without a lower edge.</summary>
    public bool IsLeftOpen => _isBox && !IsClosed;

    public void OnContent()
    {
        _hasContent = true;
        if (!_isBox)
            IsClosed = false;
    }

    // A heading after a rule continues the block. In a box only the lower edge counts, so lines of other threads after it do no harm.
    public void OnHeading()
    {
        if (!_isBox)
            IsClosed = false;
    }

    public void OnRule(string line)
    {
        var rule = line.Trim();
        if (rule.Length == 0)
            return;
        if (!_hasContent)
            _rule ??= rule;
        if (_isBox)
            IsClosed |= LowerCorners.Contains(rule[0]);
        else if (_hasContent && rule.Length > 1 && IsLikeTheFirst(rule))
            IsClosed = true;
    }

    // Other rules separate sections or underline a heading: ----- does not close === FINAL STATISTICS ===.
    private bool IsLikeTheFirst(string rule) =>
        _rule is not null ? rule == _rule : opening.TrimStart() is not [var first, ..] || !Frame.IsRule([first]) || rule[0] == first;
}
