using System.Runtime.Versioning;

namespace Beacon.Plans.Tests;

/// <summary>A plan that was found rather than named may have been put there by somebody else.</summary>
[SupportedOSPlatform("linux")]
public sealed class DiscoveredPlanSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PlanSources Discovered => _folder.SourcesOf(PlanFolder.Least) with { AreDiscovered = true };

    [Fact]
    public void A_plan_of_one_s_own_is_read() => Assert.Single(RunPlan.Load(Discovered).Components);

    [Fact]
    public void A_plan_that_every_user_can_write_is_refused_unless_it_is_named()
    {
        var sources = Discovered;
        File.SetUnixFileMode(Path.Combine(_folder.Root, "plan.conf"), (UnixFileMode)0b110_110_110);

        var problem = Assert.Single(_folder.Refused(sources));

        Assert.Equal("plan.conf", problem.Path);
        Assert.Contains("can be written by every user (mode 666)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("name it: --config plan.conf", problem.Message, StringComparison.Ordinal);
        Assert.Single(RunPlan.Load(sources with { AreDiscovered = false }).Components);
    }

    [Fact]
    public void The_group_may_write_it()
    {
        var sources = Discovered;
        File.SetUnixFileMode(Path.Combine(_folder.Root, "plan.conf"), (UnixFileMode)0b110_110_100);

        Assert.Single(RunPlan.Load(sources).Components);
    }

    [Fact]
    public void Relative_paths_start_from_the_file_and_not_from_a_link_to_it()
    {
        var real = _folder.Write("real/plan.conf", "beacon.components.app { command = \"./app\" }");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "plan.conf"), real);
        var sources = _folder.Sources("plan.conf");

        var discovered = RunPlan.Load(sources with { AreDiscovered = true }).Component("app");
        Assert.Equal($"{_folder.Root}/real/app", discovered.Command);
        Assert.Equal($"{_folder.Root}/real", discovered.WorkingDirectory);
        Assert.Equal($"{_folder.Root}/app", RunPlan.Load(sources).Component("app").Command);
    }

    [Fact]
    public void Variables_beside_a_plan_that_every_user_can_write_are_refused()
    {
        File.SetUnixFileMode(_folder.Write(".env", "A=1"), (UnixFileMode)0b110_110_110);
        var sources = _folder.SourcesOf(PlanFolder.Least) with { FindsEnvironmentFile = true };

        Assert.Contains("name it: --env-file", Assert.Single(_folder.Refused(sources)).Message, StringComparison.Ordinal);
        Assert.Single(RunPlan.Load(sources with { EnvironmentFile = ".env" }).Components);
    }

    [Fact]
    public void A_plan_from_standard_input_is_read_once_and_starts_from_the_current_directory()
    {
        var sources = _folder.Sources("-") with
        {
            StandardInput = () => new MemoryStream("beacon.components.app { command = \"./app\" }"u8.ToArray()),
        };

        var plan = RunPlan.Load(sources);
        Assert.Equal($"{_folder.Root}/app", plan.Component("app").Command);
        Assert.Equal("standard input", Assert.Single(plan.Sources));
        Assert.Contains("more than once", Assert.Single(_folder.Refused(sources with { Files = ["-", "-"] })).Message);
        Assert.Contains("no such configuration file", Assert.Single(_folder.Refused(_folder.Sources("-"))).Message);
    }
}
