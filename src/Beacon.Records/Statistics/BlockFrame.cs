namespace Beacon.Records.Statistics;

/// <summary>What is drawn around a block, as far as it shows whether the block was printed to its end.</summary>
/// <param name="opening">The line with the marker, as it is shown.</param>
internal sealed class BlockFrame(string opening)
{
    private const string Sides = "│┃║╎╏┆┇┊┋";
    private const string UpperCorners = "┌┍┎┏╒╓╔╭";
    private const string LowerCorners = "└┕┖┗╘╙╚╰";

    private readonly bool _isBox = opening.TrimStart() is [var first, ..] && (Sides.Contains(first) || UpperCorners.Contains(first));
    private string? _rule;
    private bool _hasContent;

    /// <summary>The block was closed: by the lower edge of its box, or the rule under its last statistic.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The block stands in a box that has no lower edge.</summary>
    public bool IsLeftOpen => _isBox && !IsClosed;

    public void OnContent()
    {
        _hasContent = true;
        if (!_isBox)
            IsClosed = false;
    }

    // A heading that is only another thread's line behind the end would open the block again; of a block that is whole for certain, that
    // is the box's business alone.
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

    // Other rules part sections, or underline a heading: === FINAL STATISTICS === is not closed by a -----.
    private bool IsLikeTheFirst(string rule) =>
        _rule is not null ? rule == _rule : opening.TrimStart() is not [var first, ..] || !Frame.IsRule([first]) || rule[0] == first;
}
