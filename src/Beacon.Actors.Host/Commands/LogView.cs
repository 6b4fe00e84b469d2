using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Logs;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary>What <c>beacon logs</c> shows of a record, and how.</summary>
internal sealed class LogView : IDisposable
{
    private readonly ControlContext _context;
    private readonly BufferedOutput _output;
    private readonly Func<RecordedLine, bool> _write;

    public LogView(ControlContext context, CommandSettings settings, RunRecord record, IReadOnlyList<string> names, bool clock)
    {
        (_context, Record) = (context, record);
        _output = BufferedOutput.Over(context.Output);
        var printer = new LogPrinter(
            _output.Writer,
            Terminals.For(context.Output, plain: false),
            names,
            clock ? record.Result.StartedAt.ToLocalTime() : null
        );
        _write = settings.Json
            ? line => _output.TryWrite(writer => writer.WriteLine(RunEventJson.Write(EventOf(line))))
            : line => _output.TryWrite(_ => printer.Write(line, $"{line.Text}"));
    }

    public RunRecord Record { get; }

    public required IReadOnlyList<string> Components { get; init; }

    public required TimeSpan From { get; init; }

    public required int? Tail { get; init; }

    public required PatternMatcher? Pattern { get; init; }

    public LogQuery Query =>
        new()
        {
            From = From,
            Tail = Tail,
            Matches = Matches,
        };

    /// <summary>Whether a line is wanted.</summary>
    /// <exception cref="BadUsageException">The pattern takes too long.</exception>
    public bool Matches(RecordedLine line)
    {
        var isMatch = Pattern?.IsMatch($"{line.Text}") != false;
        return Pattern?.Timeouts > 0
            ? throw new BadUsageException(
                $"--grep \"{Pattern.Pattern}\" takes more than {Durations.Format(OutputPattern.Timeout)} on one line; simplify it"
            )
            : isMatch;
    }

    /// <summary>Writes lines; false: nobody reads them any more.</summary>
    public bool Write(IEnumerable<RecordedLine> lines) => lines.All(_write);

    public bool WriteMatching(IEnumerable<RecordedLine> lines) => Write(lines.Where(Matches));

    public void Flush() => _output.TryWrite(writer => writer.Flush());

    /// <summary>The run has ended; returns the exit code.</summary>
    public int Ended(bool hasLost)
    {
        Flush();
        if (hasLost)
            _context.Error.WriteLine("beacon: some output was deleted (output.keep) before it was shown");
        return ExitCodes.Success;
    }

    public void Dispose() => _output.Dispose();

    private ComponentOutput EventOf(RecordedLine line) =>
        new(line.Stream, $"{line.Text}")
        {
            At = Record.Result.StartedAt + line.Elapsed,
            Elapsed = line.Elapsed,
            Component = line.Component,
        };
}
