using System.Runtime.InteropServices;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>The pipe or terminal of one output stream. Used by the output thread alone, once registered.</summary>
internal sealed unsafe class CapturedStream(SafeHandle pipe, OutputStream stream, CapturedOutput output, string? terminal, Action onEnded)
{
    private const int LargePipeBytes = 1048576;

    // What one read of a terminal returns at most (N_TTY_BUF_SIZE of the kernel).
    private const int TerminalBytes = 4096;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pipeBytes = terminal is null ? FileDescriptor.PipeSize((int)pipe.DangerousGetHandle()) : TerminalBytes;
    private bool _isLarge;

    public int Fd { get; } = Hold(pipe);

    public CapturedOutput Output => output;

    /// <summary>The target of the other end's descriptors (proc(5)); null: that is unknown.</summary>
    public string? OtherEnd => terminal ?? ProcFs.LinkOf(Environment.ProcessId, Fd);

    /// <summary>Completes when every byte is stored and the stream has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Whether the last read may have found the pipe full. Writes leave gaps in its pages, up to half of each (pipe(7)): half is full.
    /// </summary>
    public bool WasFull { get; private set; }

    /// <summary>Reads once; returns how many bytes came, 0 at the end, -1 when nothing is there.</summary>
    public int Pump(byte* buffer, int size)
    {
        var count = FileDescriptor.Read(Fd, buffer, size);
        WasFull = _pipeBytes > 0 && count >= _pipeBytes / 2;
        if (count <= 0)
            return count;

        if (WasFull && !_isLarge && terminal is null)
            Enlarge();
        Output.Append(stream, new ReadOnlySpan<byte>(buffer, count));
        return count;
    }

    public void End()
    {
        Output.End(stream);
        pipe.DangerousRelease();
        _ended.SetResult();
        onEnded();
    }

    private static int Hold(SafeHandle pipe)
    {
        var added = false;
        pipe.DangerousAddRef(ref added);
        var fd = (int)pipe.DangerousGetHandle();
        FileDescriptor.SetNonBlocking(fd);
        return fd;
    }

    // Pipe memory is scarce for users other than root: only a stream that fills its pipe gets a larger one. Requested once.
    private void Enlarge()
    {
        _isLarge = true;
        if (_pipeBytes < LargePipeBytes)
            _pipeBytes = FileDescriptor.Enlarge(Fd, LargePipeBytes);
    }
}
