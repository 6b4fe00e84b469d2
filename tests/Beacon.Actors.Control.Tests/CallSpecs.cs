using System.Text.Json;
using Beacon.Plans;

namespace Beacon.Actors.Control.Tests;

/// <summary>What a client of another language sees: lines of JSON.</summary>
public class CallSpecs
{
    [Fact]
    public async Task Hello_says_who_serves_which_run()
    {
        await using var run = await ServedRun.StartAsync();

        var hello = Parse(await run.CallAsync("""{"call":"hello"}"""));

        Assert.True(hello.GetProperty("ok").GetBoolean());
        Assert.Equal(1, hello.GetProperty("protocol").GetInt32());
        Assert.Equal(run.Run.Id, hello.GetProperty("run").GetString());
        Assert.Equal(run.Run.Record, hello.GetProperty("record").GetString());
        Assert.Equal(run.Run.Plan.Sha256(), hello.GetProperty("planSha256").GetString());
    }

    [Fact]
    public async Task State_lists_the_components_with_what_they_do()
    {
        await using var run = await ServedRun.StartAsync();

        var state = Parse(await run.CallAsync("""{"call":"state"}"""));

        Assert.Equal("operational", state.GetProperty("state").GetString());
        var api = state.GetProperty("components")[0];
        Assert.Equal(("api", "ready"), (api.GetProperty("name").GetString(), api.GetProperty("state").GetString()));
        Assert.True(api.GetProperty("pid").GetInt32() > 1);
    }

    [Fact]
    public async Task Several_calls_can_follow_one_another_on_a_connection()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await RawClient.ConnectAsync(run);
        await client.SendAsync("{\"call\":\"hello\"}\n\n  \n{\"call\":\"restart\",\"component\":\"api\"}\r\n{\"call\":\"state\"}");

        Assert.Contains("\"protocol\":1", await client.ReadLineAsync());
        Assert.Equal("""{"ok":true,"component":"api","changed":true}""", await client.ReadLineAsync());
        Assert.Contains("\"restarts\":1", await client.ReadLineAsync());
    }

    [Theory]
    [InlineData("""{"call":"restrat","component":"api"}""", "unknown_call", "did you mean \\\"restart\\\"")]
    [InlineData("""{"component":"api"}""", "bad_call", "\\\"call\\\" is missing")]
    [InlineData("""{"call":"restart"}""", "bad_call", "needs a \\\"component\\\"")]
    [InlineData("""{"call":"restart","component":"apo"}""", "no_such_component", "did you mean \\\"api\\\"")]
    [InlineData("""{"call":"signal","component":"api"}""", "bad_call", "\\\"signal\\\" is missing")]
    [InlineData("""{"call":"signal","component":"api","signal":"SIGHUPP"}""", "bad_call", "did you mean \\\"SIGHUP\\\"")]
    [InlineData("""{"call":"state","from":"x"}""", "bad_call", "one JSON object on a line")]
    [InlineData("""["state"]""", "bad_call", "one JSON object on a line")]
    [InlineData("null", "bad_call", "one JSON object on a line")]
    [InlineData("GET / HTTP/1.1", "bad_call", "one JSON object on a line")]
    public async Task A_call_that_is_wrong_is_answered_with_what_would_be_right(string call, string kind, string message)
    {
        await using var run = await ServedRun.StartAsync();

        var answer = await run.CallAsync(call);

        Assert.StartsWith($"{{\"ok\":false,\"kind\":\"{kind}\"", answer);
        Assert.Contains(message, answer);
    }

    [Theory]
    [InlineData("SIGUSR1")]
    [InlineData("usr1")]
    [InlineData("10")]
    public async Task A_signal_has_a_name_or_a_number(string signal)
    {
        await using var run = await ServedRun.StartAsync(plan =>
            plan.Add(
                "trap",
                c => c.Run("sh", "-c", "trap 'echo caught' USR1; echo up; while :; do sleep 0.02; done").ReadyWhen(Probe.Log("up"))
            )
        );

        Assert.Contains("\"ok\":true", await run.CallAsync($$"""{"call":"signal","component":"trap","signal":"{{signal}}"}"""));

        var log = Path.Combine(run.Run.Record, "logs", "trap.out.log");
        using var patience = new CancellationTokenSource(ServedRun.Patience);
        while (!(await File.ReadAllTextAsync(log)).Contains("caught"))
            await Task.Delay(5, patience.Token);
    }

    [Fact]
    public async Task A_call_that_does_not_wait_is_answered_before_the_component_is_ready_again()
    {
        await using var run = await ServedRun.StartAsync(plan =>
            plan.Add("slow", c => c.Run("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done").ReadyWhen(Probe.Log("up")))
        );

        Assert.Equal("""{"ok":true,"component":"slow"}""", await run.CallAsync("""{"call":"stop","component":"slow","wait":false}"""));
        Assert.Contains("\"state\":\"stopping\"", await run.CallAsync("""{"call":"state"}"""));
    }

    [Fact]
    public async Task A_stop_of_the_run_is_answered_with_its_verdict()
    {
        await using var run = await ServedRun.StartAsync();

        var answer = await run.CallAsync("""{"call":"stop"}""");

        Assert.Equal("""{"ok":true,"changed":true,"outcome":"completed","exitCode":0}""", answer);
        Assert.False(File.Exists(run.Socket));
        Assert.True(File.Exists(Path.Combine(run.Run.Record, "run.json")));
    }

    [Fact]
    public async Task Who_has_done_it_is_in_the_record()
    {
        await using var run = await ServedRun.StartAsync();
        await run.CallAsync("""{"call":"restart","component":"api"}""");
        await run.CallAsync("""{"call":"stop"}""");

        var events = await File.ReadAllLinesAsync(Path.Combine(run.Run.Record, "events.ndjson"));
        var control = Parse(Assert.Single(events, line => line.Contains("\"action\":\"restart\"")));
        Assert.Equal(("control", "api"), (control.GetProperty("event").GetString(), control.GetProperty("component").GetString()));
        Assert.Equal(Environment.ProcessId, control.GetProperty("by").GetProperty("pid").GetInt32());
        Assert.NotEqual("", control.GetProperty("by").GetProperty("program").GetString());
        Assert.Contains("\"kind\": \"touched_by_hand\"", await File.ReadAllTextAsync(Path.Combine(run.Run.Record, "run.json")));
    }

    private static JsonElement Parse(string? line) => JsonDocument.Parse(line!).RootElement;
}
