using System.Runtime.InteropServices;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>One output stream of a process, as the pipe that it comes through. Used by the output thread alone, once registered.</summary>
internal sealed unsafe class CapturedStream
{
    private const int LargePipeBytes = 1048576;

    // What a terminal gives at once (N_TTY_BUF_SIZE of the kernel), however much waits.
    private const int TerminalBytes = 4096;

    private readonly SafeHandle _pipe;
    private readonly OutputStream _stream;
    private readonly string? _terminal;
    private readonly Action _onEnded;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pipeBytes;
    private bool _isLarge;

    /// <param name="pipe">Our end of the pipe, or of the terminal.</param>
    /// <param name="stream">Which stream it is.</param>
    /// <param name="output">What becomes of its bytes.</param>
    /// <param name="terminal">The terminal's file; null: it is a pipe.</param>
    /// <param name="onEnded">Told on the output thread when every byte is stored and the stream will give no more.</param>
    public CapturedStream(SafeHandle pipe, OutputStream stream, CapturedOutput output, string? terminal, Action onEnded)
    {
        _terminal = terminal;
        _onEnded = onEnded;
        var added = false;
        pipe.DangerousAddRef(ref added);
        _pipe = pipe;
        _stream = stream;
        Output = output;
        FileDescriptor.SetNonBlocking(Fd);
        _pipeBytes = terminal is null ? FileDescriptor.PipeSize(Fd) : TerminalBytes;
    }

    public int Fd => (int)_pipe.DangerousGetHandle();

    /// <summary>What becomes of it.</summary>
    public CapturedOutput Output { get; }

    /// <summary>What the descriptors of those lead to who hold the other end (proc(5)); null: that can't be told.</summary>
    public string? OtherEnd => _terminal ?? ProcFs.LinkOf(Environment.ProcessId, Fd);

    /// <summary>Completes when every byte is stored and the stream will give no more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// The last read may have found the pipe full. Writes leave gaps in its pages, up to half of each (pipe(7)): half is full.
    /// </summary>
    public bool WasFull { get; private set; }

    /// <summary>Reads once; returns how many bytes came, 0 at the end, -1 when nothing is there.</summary>
    public int Pump(byte* buffer, int size)
    {
        var count = FileDescriptor.Read(Fd, buffer, size);
        WasFull = _pipeBytes > 0 && count >= _pipeBytes / 2;
        if (count <= 0)
            return count;

        if (WasFull && !_isLarge && _terminal is null)
            Enlarge();
        Output.Append(_stream, new ReadOnlySpan<byte>(buffer, count));
        return count;
    }

    public void End()
    {
        Output.End(_stream);
        _pipe.DangerousRelease();
        _ended.SetResult();
        _onEnded();
    }

    // Pipe memory is scarce for those who are not root: only who fills a pipe is worth a larger one. It is asked for once.
    private void Enlarge()
    {
        _isLarge = true;
        if (_pipeBytes < LargePipeBytes)
            _pipeBytes = FileDescriptor.Enlarge(Fd, LargePipeBytes);
    }
}
