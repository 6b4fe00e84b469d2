namespace Beacon.Processes.Tests;

public class WorkerThreadSpecs
{
    [Fact]
    public async Task An_order_that_fails_before_it_has_begun_fails_its_task_and_not_the_thread()
    {
        using var thread = new WorkerThread("test");
        await Assert.ThrowsAsync<IOException>(() => thread.PostAsync<int>(() => throw new IOException("no folder")));
        Assert.Equal(7, await thread.PostAsync(() => Task.FromResult(7)));
    }
}
