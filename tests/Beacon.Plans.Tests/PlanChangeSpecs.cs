namespace Beacon.Plans.Tests;

public sealed class PlanChangeSpecs : IDisposable
{
    private const string Redis = """redis { command = redis-server, args = [--port, 6379, --io-threads, 1], limits.cpu = [0] }""";

    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""redis.args = [--port, 6379, --io-threads, 4]""", "redis.args[3]", "1", "4")]
    [InlineData("""redis.args = ["a b"]""", "redis.args", "[--port, 6379, --io-threads, 1]", "[\"a b\"]")]
    [InlineData("""redis.limits.cpu = [1]""", "redis.limits.cpu[0]", "0", "1")]
    [InlineData("""redis.limits.memory = 1GiB""", "redis.limits.memory", null, "1GiB")]
    [InlineData("""redis.env.A = "x y" """, "redis.env.A", null, "\"x y\"")]
    [InlineData("""redis.ready.tcp-listen = 6379""", "redis.ready.tcp-listen", null, "[6379]")]
    [InlineData("""redis.statistics.from = DONE""", "redis.statistics", null, "{ … }")]
    [InlineData("""bench { command = redis-benchmark, args = [-n, "1 0"] }""", "bench", null, "redis-benchmark -n \"1 0\"")]
    public void A_change_is_told_with_its_key_and_both_values(string change, string key, string? from, string? to)
    {
        var (before, after) = (Read(""), Read(change));
        Assert.Equal(new PlanChange(key, from, to), Assert.Single(before.ChangesTo(after)));
        Assert.Equal(new PlanChange(key, to, from), Assert.Single(after.ChangesTo(before)));
    }

    [Fact]
    public void A_setting_of_the_run_has_run_before_its_name() =>
        Assert.Equal(
            new PlanChange("run.duration", "infinite", "30s"),
            Assert.Single(Read("").ChangesTo(Read("") with { Duration = TimeSpan.FromSeconds(30) }))
        );

    [Theory]
    [InlineData("redis.env.API_KEY = 1", "redis.env.API_KEY = 2")]
    [InlineData("", "redis.title = redis")]
    public void Plans_with_the_same_hash_have_no_changes(string one, string other)
    {
        Assert.Equal(Read(one).Sha256(), Read(other).Sha256());
        Assert.Empty(Read(one).ChangesTo(Read(other)));
    }

    [Fact]
    public void What_is_no_part_of_the_hash_is_no_change()
    {
        var plan = Read("");
        Assert.Empty(plan.ChangesTo(plan with { Results = "/elsewhere", Control = false }));
    }

    private RunPlan Read(string change) => _folder.Read($"beacon {{ run.duration = infinite, components {{ {Redis}\n{change} }} }}");
}
