using Beacon.Records.Events;

namespace Beacon.Reports.Html;

/// <summary>The first and the last events of a run, as many as a table has rows; how many there were in all.</summary>
internal sealed class KeptEvents
{
    private const int Half = HtmlWriter.MostRows / 2;

    private readonly List<RunEvent> _first = [];
    private readonly Queue<RunEvent> _last = [];

    public int Count { get; private set; }

    public IReadOnlyCollection<RunEvent> First => _first;

    public IReadOnlyCollection<RunEvent> Last => _last;

    /// <summary>The first, then the last.</summary>
    public IEnumerable<RunEvent> All => _first.Concat(_last);

    /// <summary>How many lie between the first and the last.</summary>
    public int LeftOut => Count - _first.Count - _last.Count;

    public void Add(RunEvent happened)
    {
        Count++;
        if (_first.Count < Half)
        {
            _first.Add(happened);
            return;
        }

        if (_last.Count == Half)
            _last.Dequeue();
        _last.Enqueue(happened);
    }
}
