using Beacon.Plans;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Log probes whose patterns may backtrack, matched on a thread of their own: the thread that appends waits for none of them. Output that
/// comes while too much waits to be matched is left out, and that is reported. Appended to by one thread at a time.
/// </summary>
internal sealed class SlowProbes(IReadOnlyList<LogProbe> probes, Action<ProcessEvent> report)
{
    private const int ChunksWaitingAtMost = 64;
    private const int BytesWaitingAtMost = 8 * 1024 * 1024;

    private readonly ProbedOutput _output = new(probes, report);
    private readonly SideThread _thread = new("beacon patterns", ChunksWaitingAtMost);
    private readonly bool[] _isBroken = new bool[2];
    private volatile bool _isDone;
    private bool _hasReported;
    private long _waiting;

    public void Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        if (_isDone)
            return;
        var (chunk, isBroken) = (bytes.ToArray(), _isBroken[(int)stream]);
        _isBroken[(int)stream] = !TryPost(
            chunk.Length,
            () =>
            {
                if (isBroken)
                    _output.Break(stream);
                _output.Append(stream, chunk);
                _isDone = _output.IsDone;
            }
        );
        if (!_isBroken[(int)stream] || _hasReported)
            return;
        _hasReported = true;
        report(new PatternTooSlow("ready.log", probes[0].Pattern, IsGivenUp: false));
    }

    private bool TryPost(int bytes, Action work)
    {
        if (Interlocked.Add(ref _waiting, bytes) <= BytesWaitingAtMost && _thread.TryPost(Match))
            return true;
        Interlocked.Add(ref _waiting, -bytes);
        return false;

        void Match()
        {
            work();
            Interlocked.Add(ref _waiting, -bytes);
        }
    }
}
