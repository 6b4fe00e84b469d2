namespace Beacon.Plans.Tests;

public sealed class RestartReadingSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("never", RestartMode.Never)]
    [InlineData("on-failure", RestartMode.OnFailure)]
    [InlineData("always", RestartMode.Always)]
    public void A_policy_is_read_by_its_name(string text, RestartMode expected) =>
        Assert.Equal(expected, _folder.ReadApp($"restart.policy = {text}").Restart.Policy);

    [Fact]
    public void Every_key_is_read()
    {
        var restart = _folder
            .ReadApp(
                "restart { policy = always, min-backoff = 0s, max-backoff = 3s, factor = 1.5, jitter = 1, "
                    + "max-restarts = 7, within = 5m, stable-after = 1s, dependents = restart }"
            )
            .Restart;

        Assert.Equal(
            new RestartSpec
            {
                Policy = RestartMode.Always,
                MinBackoff = TimeSpan.Zero,
                MaxBackoff = TimeSpan.FromSeconds(3),
                Factor = 1.5,
                Jitter = 1,
                MaxRestarts = 7,
                Within = TimeSpan.FromMinutes(5),
                StableAfter = TimeSpan.FromSeconds(1),
                Dependents = DependentsPolicy.Restart,
            },
            restart
        );
    }

    [Theory]
    [InlineData("policy = allways", ".policy", "expected never, on-failure or always, found \"allways\"; did you mean \"always\"?")]
    [InlineData("min-backoff = 5s, max-backoff = 1s", "", "min-backoff 5s is longer than max-backoff 1s; lower the one or raise the other")]
    [InlineData("max-backoff = 100ms", "", "min-backoff 200ms is longer than max-backoff 100ms")]
    [InlineData("max-backoff = 1", ".max-backoff", "a duration needs a unit")]
    [InlineData("factor = 0.9", ".factor", "expected a number from 1 to 1000, found \"0.9\"")]
    [InlineData("jitter = 1.1", ".jitter", "expected a number from 0 to 1, found \"1.1\"")]
    [InlineData("jitter = -0.1", ".jitter", "found \"-0.1\"")]
    [InlineData("jitter = NaN", ".jitter", "found \"NaN\"")]
    [InlineData("max-restarts = -1", ".max-restarts", "expected a number from 0 to 100000")]
    [InlineData("within = 0s", ".within", "\"0s\" is too short")]
    [InlineData("dependents = all", ".dependents", "expected keep or restart")]
    [InlineData("max-backof = 1s", ".max-backof", "did you mean \"max-backoff\"?")]
    public void A_policy_that_makes_no_sense_is_refused(string keys, string key, string message)
    {
        var problem = _folder.RefusedApp($"restart {{ {keys} }}");

        Assert.Equal($"beacon.components.app.restart{key}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}
