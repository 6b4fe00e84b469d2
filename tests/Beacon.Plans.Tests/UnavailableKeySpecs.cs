namespace Beacon.Plans.Tests;

public sealed class UnavailableKeySpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("components.app.node-role = worker", "components.app.node-role", "not available")]
    [InlineData("component-defaults.node-role = worker", "component-defaults.node-role", "not available")]
    public void A_key_whose_time_has_not_come_is_refused(string keys, string path, string message)
    {
        var problem = _folder.RefusedOnce($"{PlanFolder.Least}\nbeacon.{keys}");

        Assert.Equal($"beacon.{path}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:2", problem.Location);
    }

    [Fact]
    public void A_value_that_asks_for_what_happens_anyway_is_accepted()
    {
        var plan = _folder.Read(
            """
            beacon {
              run.cpu = []
              comparison { }
              component-defaults { limits { }, alive { } }
              components.app {
                command = app
                restart { policy = never, dependents = keep, min-backoff = null }
                output { mode = pty }
                stop { scope = tree, command = [] }
                statistics { format = block }
                node-role = ""
              }
            }
            """
        );

        Assert.Single(plan.Components);
    }
}
