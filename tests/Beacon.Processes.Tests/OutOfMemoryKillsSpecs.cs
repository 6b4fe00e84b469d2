using Beacon.Processes.Linux.ControlGroups;
using Microsoft.Extensions.Time.Testing;

namespace Beacon.Processes.Tests;

public sealed class OutOfMemoryKillsSpecs : IDisposable
{
    private readonly string _vmstat = Path.GetTempFileName();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => File.Delete(_vmstat);

    [Fact]
    public void An_out_of_memory_kill_is_attributed_to_processes_that_end_at_that_time_and_to_none_later()
    {
        Write("oom_kill 3");
        var kills = new OutOfMemoryKills(_time, _vmstat);
        Assert.False(kills.StruckLately());

        Write("oom_kill 4");
        Assert.True(kills.StruckLately());
        Assert.True(kills.StruckLately());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(kills.StruckLately());
    }

    [Fact]
    public void A_kernel_without_a_kill_counter_reports_no_out_of_memory_kill()
    {
        Write("nr_free_pages 1");
        Assert.False(new OutOfMemoryKills(_time, _vmstat).StruckLately());
        Assert.False(new OutOfMemoryKills(_time, "/nonexistent/vmstat").StruckLately());
    }

    private void Write(string line) => File.WriteAllText(_vmstat, $"nr_x 1\n{line}\nzz 2\n");
}
