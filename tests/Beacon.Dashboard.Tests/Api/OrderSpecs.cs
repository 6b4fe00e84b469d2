using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Dashboard.Tests.Api;

/// <summary>Orders to real processes.</summary>
public sealed class OrderSpecs : IAsyncLifetime
{
    private LiveRun _live = null!;
    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync()
    {
        _live = await LiveRun.StartAsync();
        _dashboard = await ServedDashboard.StartAsync(results: _live.Results);
    }

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        await _live.DisposeAsync();
    }

    [Fact]
    public async Task The_state_of_a_living_run_has_its_components()
    {
        var state = await StateAsync();
        var component = Assert.Single(state.GetProperty("components").EnumerateArray().ToList());
        Assert.Equal("api", component.GetProperty("name").GetString());
        Assert.Equal("ready", component.GetProperty("state").GetString());
        Assert.True(component.GetProperty("pid").GetInt32() > 1);
    }

    [Fact]
    public async Task A_component_is_restarted_with_another_pid()
    {
        var before = await PidAsync();
        Assert.True((await OrderAsync("components/api/restart")).GetProperty("ok").GetBoolean());
        Assert.NotEqual(before, await PidAsync());
    }

    [Fact]
    public async Task A_component_is_stopped_and_started_again()
    {
        await OrderAsync("components/api/stop");
        Assert.Equal("stopped", await ComponentStateAsync());
        Assert.Equal("not_running", await RefusedAsync("components/api/signal", HttpStatusCode.Conflict, "SIGHUP"));
        await OrderAsync("components/api/start");
        Assert.Equal("ready", await ComponentStateAsync());
    }

    [Fact]
    public async Task A_signal_is_sent_by_name()
    {
        var pid = await PidAsync();
        var reply = await OrderAsync("components/api/signal", new { signal = "SIGSTOP" });
        Assert.True(reply.GetProperty("ok").GetBoolean());
        using var patience = new CancellationTokenSource(LiveRun.Patience);
        while (!(await File.ReadAllTextAsync($"/proc/{pid}/stat", patience.Token)).Contains(") T ", StringComparison.Ordinal))
            await Task.Yield();
        await OrderAsync("components/api/signal", new { signal = "cont" });
    }

    [Fact]
    public async Task A_component_is_killed()
    {
        await OrderAsync("components/api/kill");
        Assert.NotEqual("ready", await ComponentStateAsync());
    }

    [Theory]
    [InlineData("stop", RunOutcome.Completed)]
    [InlineData("kill", null)]
    public async Task The_run_is_ended(string order, RunOutcome? outcome)
    {
        await OrderAsync(order);
        var result = await _live.Run.Completion.WaitAsync(LiveRun.Patience);
        if (outcome is { } expected)
            Assert.Equal(expected, result.Outcome);
        Assert.Equal("not_running", await RefusedAsync(order, HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("components/nothing/stop", null, 404, "no_such_component")]
    [InlineData("components/<script>/stop", null, 404, "no_such_component")]
    [InlineData("components/api/signal", null, 400, "bad_call")]
    [InlineData("components/api/signal", "SIGNOTHING", 400, "bad_call")]
    [InlineData("components/api/signal", "\n{\"call\":\"kill\"}", 400, "bad_call")]
    public async Task What_the_run_refuses_has_a_status_of_its_own(string order, string? signal, int status, string kind)
    {
        Assert.Equal(kind, await RefusedAsync(order, (HttpStatusCode)status, signal));
        Assert.Equal("ready", await ComponentStateAsync());
    }

    [Fact]
    public async Task What_was_done_by_hand_makes_the_run_not_comparable()
    {
        await OrderAsync("components/api/restart");
        _live.Stop();
        var result = await _live.Run.Completion.WaitAsync(LiveRun.Patience);
        Assert.Contains(result.NotComparable, reason => reason.Contains("by hand", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("none/stop")]
    [InlineData("none/kill")]
    [InlineData("none/components/api/stop")]
    public async Task Nothing_is_ordered_of_a_run_that_is_not_there(string order)
    {
        using var answer = await _dashboard.Client.PostAsJsonAsync($"/api/v1/runs/{order}", new { });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("ready", await ComponentStateAsync());
    }

    [Fact]
    public async Task An_order_that_takes_long_is_pending_and_goes_on()
    {
        await using var live = await LiveRun.StartAsync(
            (plan, _) =>
                plan.Add(
                    "slow",
                    c =>
                        c.Run("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done")
                            .ReadyWhen(Probe.Log("up"))
                            .StopsOn(UnixSignal.SIGTERM, TimeSpan.FromHours(1))
                )
        );
        await using var dashboard = await ServedDashboard.StartAsync(
            results: live.Results,
            limits: new() { AnswerWithin = TimeSpan.FromMilliseconds(500) }
        );
        using var answer = await dashboard.Client.PostAsJsonAsync($"/api/v1/runs/{live.Id}/components/slow/stop", new { });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var reply = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(reply.GetProperty("ok").GetBoolean() && reply.GetProperty("pending").GetBoolean(), $"{reply}");
        Assert.Equal(ComponentState.Stopping, (await live.Run.SnapshotAsync())!.Component("slow").State);
    }

    // As of one whose host is stopped by a signal, or hangs: the kernel takes the connection for it.
    [Theory]
    [InlineData("POST", "stop")]
    [InlineData("POST", "components/api/restart")]
    [InlineData("GET", "state")]
    public async Task A_run_that_does_not_answer_holds_nobody_up(string method, string call)
    {
        using var records = new ResultsFolder();
        const string Id = "20261123-184205-shop-3f9c";
        records.Living(Id);
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(records.Path($".running/{Id}.sock")));
        silent.Listen();
        await using var dashboard = await ServedDashboard.StartAsync(
            results: records.Results,
            limits: new() { AnswerWithin = TimeSpan.FromMilliseconds(100) }
        );
        using var request = new HttpRequestMessage(new(method), $"/api/v1/runs/{Id}/{call}");
        if (method == "POST")
            request.Content = JsonContent.Create(new { });
        using var answer = await dashboard.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Contains("no_answer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_control_is_off_says_so()
    {
        await using var live = await LiveRun.StartAsync((plan, _) => plan.WithoutControl());
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        using var order = await dashboard.Client.PostAsJsonAsync($"/api/v1/runs/{live.Id}/stop", new { });
        using var state = await dashboard.Client.GetAsync($"/api/v1/runs/{live.Id}/state");
        foreach (var answer in (HttpResponseMessage[])[order, state])
        {
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            Assert.Contains("run.control = off", await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task<JsonElement> OrderAsync(string order, object? body = null)
    {
        using var answer = await _dashboard.Client.PostAsJsonAsync($"/api/v1/runs/{_live.Id}/{order}", body ?? new { });
        var reply = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {reply}");
        return reply;
    }

    private async Task<string> RefusedAsync(string order, HttpStatusCode status, string? signal = null)
    {
        using var answer = await _dashboard.Client.PostAsJsonAsync($"/api/v1/runs/{_live.Id}/{order}", new { signal });
        var reply = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, answer.StatusCode);
        Assert.False(reply.GetProperty("ok").GetBoolean());
        return reply.GetProperty("kind").GetString()!;
    }

    private async Task<JsonElement> StateAsync() =>
        JsonDocument.Parse(await _dashboard.Client.GetStringAsync($"/api/v1/runs/{_live.Id}/state")).RootElement;

    private async Task<JsonElement> ComponentAsync() => (await StateAsync()).GetProperty("components")[0];

    private async Task<string?> ComponentStateAsync() => (await ComponentAsync()).GetProperty("state").GetString();

    private async Task<int> PidAsync() => (await ComponentAsync()).GetProperty("pid").GetInt32();
}
