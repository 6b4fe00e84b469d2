namespace Beacon.Actors.Host.Tests;

/// <summary>What stands in <c>akka { … }</c> is refused by every command that would use it, with its key.</summary>
public class AkkaSectionSpecs
{
    [Theory]
    [InlineData("akka.loglevel", "banana")]
    [InlineData("akka.actor.default-dispatcher.throughput", "banana")]
    [InlineData("akka.actor.guardian-supervisor-strategy", "banana")]
    [InlineData("akka.actor.serialize-messages", "banana")]
    [InlineData("akka.actor.provider", "banana")]
    [InlineData("akka.actor", "5")]
    [InlineData("akka.scheduler.tick-duration", "0")]
    [InlineData("akka.scheduler.ticks-per-wheel", "-1")]
    [InlineData("akka.coordinated-shutdown.phases", "5")]
    [InlineData("akka.coordinated-shutdown.phases.a.depends-on", "[a]")]
    [InlineData("akka.stdout-loglevel", "banana")]
    [InlineData("akka.actor.deployment.a", "5")]
    public async Task A_value_that_Akka_cannot_take_is_refused_by_run_and_verify(string key, string value)
    {
        foreach (var command in (string[])["verify", "run"])
        {
            // Not the demo, whose port another test may hold.
            var folder = BeaconProcess.NewFolder();
            File.WriteAllText(Path.Combine(folder, "plan.conf"), "beacon { run.duration = 1s, components.a.command = true }");
            using var beacon = BeaconProcess.Start(
                folder,
                command,
                "--config",
                "plan.conf",
                "--set",
                $"{key}={value}",
                "--set",
                "akka.log-dead-letters=on"
            );
            Assert.Equal(2, await beacon.ExitAsync());
            Assert.Contains($"beacon: {key}: ", beacon.Error);
            Assert.DoesNotContain("   at ", beacon.Error);
        }
    }

    [Theory]
    [InlineData("title")]
    [InlineData("command")]
    [InlineData("env.A")]
    [InlineData("ready.log")]
    public async Task Half_of_a_character_is_refused_by_run_and_verify(string key)
    {
        foreach (var command in (string[])["verify", "run"])
        {
            var folder = BeaconProcess.NewFolder();
            File.WriteAllText(Path.Combine(folder, "half.conf"), $"beacon.components.a {{ command = sleep\n{key} = \"\\ud800\" }}");
            using var beacon = BeaconProcess.Start(folder, command, "--config", "half.conf");
            Assert.Equal(2, await beacon.ExitAsync());
            Assert.Contains("half.conf:2: \\ud800 is half of a character", beacon.Error);
        }
    }
}
