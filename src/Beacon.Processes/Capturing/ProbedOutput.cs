using System.Text;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Matches every line of one process with its log probes until each has matched once; one that is too slow is given up, and reported. Used
/// by one thread at a time.
/// </summary>
internal sealed class ProbedOutput
{
    private const int MatchedBytesPerLine = 64 * 1024;

    private readonly Action<ProcessEvent> _report;
    private readonly List<(LogProbe Probe, PatternMatcher Matcher)> _probes;
    private readonly LineAssembler[] _lines;
    private char[] _text = [];

    public ProbedOutput(IEnumerable<LogProbe> probes, Action<ProcessEvent> report)
    {
        _report = report;
        _probes = [.. probes.Select(probe => (probe, new PatternMatcher(probe.Pattern)))];
        _lines = [LinesOf(OutputStream.Stdout), LinesOf(OutputStream.Stderr)];

        LineAssembler LinesOf(OutputStream stream) => new(MatchedBytesPerLine, line => Match(stream, line));
    }

    /// <summary>Whether no probe is left that could match.</summary>
    public bool IsDone => _probes.Count == 0;

    public void Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        if (IsDone)
            return;
        var lines = _lines[(int)stream];
        lines.Append(bytes);

        // A program may report its readiness without ending the line.
        if (!lines.Partial.IsEmpty)
            Match(stream, lines.Partial);
    }

    /// <summary>Bytes are missing: the line that they belong to can't be matched.</summary>
    public void Break(OutputStream stream) => _lines[(int)stream].Skip("?"u8);

    private void Match(OutputStream stream, ReadOnlySpan<byte> line)
    {
        if (_text.Length < line.Length)
            _text = new char[Math.Max(line.Length, 256)];
        ReadOnlySpan<char> text = _text.AsSpan(0, Encoding.UTF8.GetChars(line, _text));
        if (text.Contains(TerminalText.Escape) || text is [TerminalText.ByteOrderMark, ..])
            text = TerminalText.WithoutEscapes(new string(text));
        for (var index = _probes.Count - 1; index >= 0; index--)
        {
            var (probe, matcher) = _probes[index];
            if ((probe.Stream ?? stream) != stream)
                continue;
            if (matcher.IsMatch(text))
                _report(new LogMatched(probe));
            else if (matcher.IsGivenUp)
                _report(new PatternTooSlow("ready.log", probe.Pattern, IsGivenUp: true));
            else
                continue;
            _probes.RemoveAt(index);
        }
    }
}
