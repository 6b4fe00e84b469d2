using Acornima;

namespace Beacon.Dashboard.Tests;

public class ScriptSpecs
{
    // Its parts share one scope: a name declared twice in it is an error, and then no page shows anything.
    [Fact]
    public async Task The_script_of_all_pages_is_well_formed()
    {
        await using var dashboard = await ServedDashboard.StartAsync();

        var script = await dashboard.Client.GetStringAsync("/dashboard.js");

        Assert.NotEmpty(new Parser().ParseScript(script).Body);
    }
}
