using System.Collections.Concurrent;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// One thread that drains the pipes of all processes: waits until something is there, takes all that is there, then lets more gather
/// for a millisecond. That tick is what makes a chatty program cheap, for itself and for us: one wake-up for many of its writes.
/// </summary>
internal sealed unsafe class OutputThread : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int TickMilliseconds = 1;

    private readonly Epoll _epoll = new();
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly Dictionary<int, CapturedStream> _streams = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly Thread _thread;
    private bool _disposed;

    public OutputThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "beacon output" };
        _thread.Start();
    }

    /// <summary>Drains a stream from now on to its end.</summary>
    public void Register(CapturedStream stream) => Order(() =>
    {
        _streams.Add(stream.Fd, stream);
        _epoll.Add(stream.Fd);
    });

    /// <summary>Takes what is there now and ends the stream, although somebody still holds its other side.</summary>
    public void Abandon(CapturedStream stream) => Order(() =>
    {
        if (_streams.GetValueOrDefault(stream.Fd) != stream) return;
        fixed (byte* buffer = _buffer)
            while (stream.Pump(buffer, BufferBytes) == BufferBytes)
            {
            }

        End(stream);
    });

    public void Dispose()
    {
        Order(() => _disposed = true);
        _thread.Join();
        _epoll.Dispose();
    }

    private void Order(Action order)
    {
        _orders.Enqueue(order);
        _epoll.Wake();
    }

    private void Run()
    {
        var ready = new List<int>();
        while (!_disposed)
        {
            _epoll.Wait(ready, -1);
            while (_orders.TryDequeue(out var order)) order();
            if (ready.Count > 0 && !PumpAll(ready)) Thread.Sleep(TickMilliseconds);
        }
    }

    /// <summary>Reads each ready stream once; true: one gave a whole buffer, so there is more.</summary>
    private bool PumpAll(List<int> ready)
    {
        var more = false;
        fixed (byte* buffer = _buffer)
            foreach (var fd in ready)
            {
                if (!_streams.TryGetValue(fd, out var stream)) continue;
                var count = stream.Pump(buffer, BufferBytes);
                if (count == 0) End(stream);
                else stream.Reader.Flush();
                more |= count == BufferBytes;
            }

        return more;
    }

    private void End(CapturedStream stream)
    {
        _streams.Remove(stream.Fd);
        _epoll.Remove(stream.Fd);
        stream.End();
    }
}
