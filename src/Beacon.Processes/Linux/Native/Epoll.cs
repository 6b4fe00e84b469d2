using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>epoll(7), level-triggered, with an eventfd(2) that wakes its waiter from another thread.</summary>
internal sealed unsafe partial class Epoll : IDisposable
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

    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte[] _events = new byte[MaximumEvents * EventSize];

    public Epoll()
    {
        _epoll = CreateNative(EPOLL_CLOEXEC);
        if (_epoll < 0)
            throw Errno.Exception("epoll_create1");
        _wake = EventFdNative(0, EFD_CLOEXEC_NONBLOCK);
        if (_wake < 0)
            throw Errno.Exception("eventfd");
        Add(_wake);
    }

    public void Add(int fd)
    {
        var interest = stackalloc byte[16];
        *(uint*)interest = EPOLLIN;
        *(ulong*)(interest + DataOffset) = (uint)fd;
        if (ControlNative(_epoll, EPOLL_CTL_ADD, fd, interest) != 0)
            throw Errno.Exception("epoll_ctl");
    }

    public void Remove(int fd) => _ = ControlNative(_epoll, EPOLL_CTL_DEL, fd, null);

    /// <summary>Ends a wait at once, now or when it begins.</summary>
    public void Wake()
    {
        ulong one = 1;
        _ = FileDescriptor.WriteAll(_wake, (byte*)&one, sizeof(ulong), out _);
    }

    /// <summary>Waits until a descriptor is readable or at its end; the wake-up itself is not among what is returned.</summary>
    /// <param name="ready">Receives the descriptors.</param>
    /// <param name="timeoutMilliseconds">-1: for ever.</param>
    public void Wait(List<int> ready, int timeoutMilliseconds)
    {
        ready.Clear();
        fixed (byte* events = _events)
        {
            var count = WaitNative(_epoll, events, MaximumEvents, timeoutMilliseconds);
            for (var index = 0; index < count; index++)
            {
                var fd = (int)*(ulong*)(events + index * EventSize + DataOffset);
                if (fd == _wake)
                    DrainWake();
                else
                    ready.Add(fd);
            }
        }
    }

    public void Dispose()
    {
        FileDescriptor.Close(_wake);
        FileDescriptor.Close(_epoll);
    }

    private void DrainWake()
    {
        ulong count;
        _ = FileDescriptor.Read(_wake, (byte*)&count, sizeof(ulong));
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int CreateNative(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int ControlNative(int epoll, int operation, int fd, byte* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitNative(int epoll, byte* events, int maximum, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFdNative(uint initial, int flags);
}
