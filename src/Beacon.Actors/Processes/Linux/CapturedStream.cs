using System.Runtime.InteropServices;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Processes.Linux;

/// <summary>One output stream of a process on its way from the pipe to its log file. Used by the output thread alone, once registered.</summary>
internal sealed unsafe class CapturedStream
{
    private const int PipeBytes = 256 * 1024;

    private readonly SafeHandle _pipe;
    private readonly LogFile _log;
    private readonly OutputStream _stream;
    private readonly OutputReader _reader;
    private readonly LineAssembler _lines;
    private readonly Action _onEnded;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="pipe">The pipe's end to read from.</param>
    /// <param name="stream">Which stream it is.</param>
    /// <param name="log">Where its bytes go.</param>
    /// <param name="reader">What is read out of it.</param>
    /// <param name="onEnded">Told on the output thread when every byte is stored and the stream will give no more.</param>
    public CapturedStream(SafeHandle pipe, OutputStream stream, LogFile log, OutputReader reader, Action onEnded)
    {
        _onEnded = onEnded;
        var added = false;
        pipe.DangerousAddRef(ref added);
        _pipe = pipe;
        _log = log;
        _stream = stream;
        _reader = reader;
        _lines = reader.AssemblerFor(stream);
        FileDescriptor.SetNonBlocking(Fd);
        FileDescriptor.TrySetPipeSize(Fd, PipeBytes);
    }

    public int Fd => (int)_pipe.DangerousGetHandle();

    public OutputReader Reader => _reader;

    /// <summary>Completes when every byte is stored and the stream will give no more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How many bytes could not be stored.</summary>
    public long UnstoredBytes => _log.UnstoredBytes;

    /// <summary>Reads once; returns how many bytes came, 0 at the end, -1 when nothing is there.</summary>
    public int Pump(byte* buffer, int size)
    {
        var count = FileDescriptor.Read(Fd, buffer, size);
        if (count <= 0) return count;

        _log.Append(buffer, count);
        _lines.Append(new ReadOnlySpan<byte>(buffer, count));
        _reader.OnPartialLine(_stream, _lines.Partial);
        return count;
    }

    public void End()
    {
        _lines.Complete();
        _reader.Flush();
        _log.Dispose();
        _pipe.DangerousRelease();
        _ended.SetResult();
        _onEnded();
    }
}
