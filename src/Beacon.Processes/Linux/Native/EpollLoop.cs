using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// A thread that waits on descriptors and carries out what other threads order, so that whatever it works on needs no lock: all of it
/// belongs to this thread. It waits by epoll(7), level-triggered; an eventfd(2) wakes it.
/// </summary>
internal sealed unsafe partial class EpollLoop(string name) : IDisposable
{
    private const int EPOLL_CLOEXEC = 0x80000;
    private const int EPOLL_CTL_ADD = 1;
    private const int EPOLL_CTL_DEL = 2;
    private const uint EPOLLIN = 1;
    private const int EFD_CLOEXEC_NONBLOCK = 0x80800;
    private const int MaximumEvents = 256;

    // struct epoll_event { uint32_t events; uint64_t data; } is packed on x86-64 and on no other architecture.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(ulong);

    private readonly int _epoll = Existing(CreateNative(EPOLL_CLOEXEC), "epoll_create1");
    private readonly int _wake = Existing(EventFdNative(0, EFD_CLOEXEC_NONBLOCK), "eventfd");
    private readonly byte[] _events = new byte[MaximumEvents * EventSize];
    private readonly List<int> _ready = [];
    private readonly ConcurrentQueue<Action> _orders = new();
    private Thread? _thread;
    private bool _isDisposed;

    /// <param name="timeout">How long to wait for a descriptor or an order at most, in milliseconds; -1: for ever.</param>
    /// <param name="turn">Called after each wait, when the orders so far were carried out, with the descriptors that are ready.</param>
    public void Start(Func<int> timeout, Action<IReadOnlyList<int>> turn)
    {
        Add(_wake);
        _thread = new Thread(() => Run(timeout, turn)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Has the thread do something soon; called on any thread.</summary>
    public void Order(Action order)
    {
        _orders.Enqueue(order);
        FileDescriptor.TryWrite(_wake, [1, 0, 0, 0, 0, 0, 0, 0]);
    }

    /// <summary>Waits for a descriptor to be readable or at its end from now on; called on this thread.</summary>
    public void Add(int fd)
    {
        var interest = stackalloc byte[16];
        *(uint*)interest = EPOLLIN;
        *(ulong*)(interest + DataOffset) = (uint)fd;
        Existing(ControlNative(_epoll, EPOLL_CTL_ADD, fd, interest), "epoll_ctl");
    }

    /// <summary>Waits for it no more; called on this thread.</summary>
    public void Remove(int fd) => _ = ControlNative(_epoll, EPOLL_CTL_DEL, fd, null);

    /// <summary>Ends the thread once the orders so far were carried out.</summary>
    public void Dispose()
    {
        Order(() => _isDisposed = true);
        _thread?.Join();
        FileDescriptor.Close(_wake);
        FileDescriptor.Close(_epoll);
    }

    private void Run(Func<int> timeout, Action<IReadOnlyList<int>> turn)
    {
        while (!_isDisposed)
        {
            Wait(timeout());
            while (_orders.TryDequeue(out var order))
                order();
            turn(_ready);
        }
    }

    private void Wait(int milliseconds)
    {
        _ready.Clear();
        fixed (byte* events = _events)
        {
            var count = WaitNative(_epoll, events, MaximumEvents, milliseconds);
            for (var index = 0; index < count; index++)
            {
                ulong wakes;
                var fd = (int)*(ulong*)(events + index * EventSize + DataOffset);
                if (fd == _wake)
                    _ = FileDescriptor.Read(_wake, (byte*)&wakes, sizeof(ulong));
                else
                    _ready.Add(fd);
            }
        }
    }

    private static int Existing(int result, string call) => result < 0 ? throw Errno.Exception(call) : result;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int CreateNative(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int ControlNative(int epoll, int operation, int fd, byte* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitNative(int epoll, byte* events, int maximum, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFdNative(uint initial, int flags);
}
