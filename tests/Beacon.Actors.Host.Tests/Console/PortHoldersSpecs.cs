using Beacon.Actors.Host.Console;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Tests.Console;

public class PortHoldersSpecs
{
    private static readonly ComponentSpec Engine = new()
    {
        Name = "engine",
        Title = "engine",
        Command = "engine",
        Args = ["--port", "9000", "127.0.0.1"],
        WorkingDirectory = "/",
    };

    [Fact]
    public void A_component_that_crashes_before_it_listens_is_told_who_holds_its_port()
    {
        var listens = Engine with { Ready = new Readiness { Probes = [Probe.TcpListen(9000)] } };
        Assert.Equal(
            "port tcp:9000 is held by nginx (pid 4711): end that program, or choose another port",
            WayOut(listens, new ComponentSnapshot { Name = "engine", Title = "engine" })
        );
    }

    [Theory]
    [InlineData("bind: Address already in use")]
    [InlineData("listen tcp 127.0.0.1:9000: bind: address already in use")]
    [InlineData("Error: listen EADDRINUSE: address already in use :::9000")]
    public void A_program_that_says_so_needs_no_probe_and_no_requirement(string line) =>
        Assert.Contains("held by nginx", WayOut(Engine, Printed(line)), StringComparison.Ordinal);

    [Fact]
    public void A_component_that_says_nothing_of_the_kind_is_told_nothing()
    {
        Assert.Null(WayOut(Engine, Printed("assertion failed")));
        Assert.Null(WayOut(Engine with { Args = ["8080"] }, Printed("bind: Address already in use")));
    }

    private static ComponentSnapshot Printed(string line) =>
        RunSnapshot
            .Before(RunPlan.Create("test").Add(Engine).Build())
            .Apply(new ComponentOutput(OutputStream.Stderr, line) { Component = "engine" })
            .Component("engine");

    private static string? WayOut(ComponentSpec component, ComponentSnapshot snapshot) =>
        new PortHolders(port => port is { Port: 9000, Protocol: TransportProtocol.Tcp } ? "nginx (pid 4711)" : null).WayOut(
            new Problem(ProblemKind.Crashed, "engine exited with code 1", "engine"),
            component,
            snapshot
        );
}
