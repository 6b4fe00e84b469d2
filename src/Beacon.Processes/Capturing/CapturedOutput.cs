using Beacon.Plans;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The output of one process: its two logs, the index of arrivals, and the reader of lines. Used by one thread at a time.
/// </summary>
internal sealed class CapturedOutput : IDisposable
{
    private readonly Action<ProcessEvent> _report;
    private readonly LogFile?[] _logs;
    private readonly ArrivalIndexWriter? _index;
    private bool _hasFailed;
    private int _endedStreams;

    /// <summary>Opens the logs. A log that can't be opened is reported when output is lost because of that.</summary>
    public CapturedOutput(LaunchSpec spec, long runStart, LogArchive archive, Action<ProcessEvent> report)
    {
        _report = report;
        var files = spec.Files;
        _logs = [LogOf(files?.Stdout), LogOf(files?.Stderr)];
        _index = files?.ArrivalIndex is { } index ? new ArrivalIndexWriter(new AppendedFile(files.Folder, index), runStart, OnError) : null;
        Reader = new OutputReader(spec, report);

        LogFile? LogOf(string? name) => name is null ? null : new(files!, name, archive, OnError);
    }

    /// <summary>Finds lines in the output.</summary>
    public OutputReader Reader { get; }

    public void Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        var stored = _logs[(int)stream]?.Append(bytes) ?? 0;
        _index?.Add(stream, stored);
        Reader.Append(stream, bytes);
    }

    /// <summary>Reports waiting lines and writes buffered entries; true: nothing is left.</summary>
    public bool Flush()
    {
        var isIdle = _index?.FlushIfIdle() ?? true;
        foreach (var log in _logs)
            isIdle &= log?.CloseIfIdle() ?? true;
        return Reader.Flush() & isIdle;
    }

    /// <summary>A stream has ended, and all its bytes were appended.</summary>
    public void End(OutputStream stream)
    {
        Reader.Complete(stream);
        _logs[(int)stream]?.Dispose();
        if (++_endedStreams == _logs.Length)
            _index?.Dispose();
    }

    /// <summary>The final event of the output, when both streams have ended.</summary>
    public ProcessDrained Drained() =>
        new(
            Reader.MarkerFromEnd,
            UnstoredBytes: _logs.Sum(log => log?.UnstoredBytes ?? 0),
            DeletedBytes: _logs.Sum(log => log?.DeletedBytes ?? 0)
        );

    /// <summary>Closes the files of a process that was never made.</summary>
    public void Dispose()
    {
        foreach (var log in _logs)
            log?.Dispose();
        _index?.Dispose();
    }

    // One full disk fails three files, over and over: one report is enough.
    private void OnError(string path, string reason)
    {
        if (_hasFailed)
            return;
        _hasFailed = true;
        _report(new OutputNotStored(path, reason));
    }
}
