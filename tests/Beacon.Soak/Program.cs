using System.CommandLine;
using Beacon.Soak;

var seconds = new Option<double>("--seconds") { Description = "duration of the soak, in seconds", DefaultValueFactory = _ => 600 };
var kills = new Option<int>("--kills") { Description = "kill the host this many times at random moments, instead of a duration" };
var seed = new Option<int>("--seed")
{
    Description = "seed of all random decisions; printed, so that a soak can be repeated",
    DefaultValueFactory = _ => Random.Shared.Next(),
};
var components = new Option<int>("--components") { Description = "number of components in each run", DefaultValueFactory = _ => 30 };
var hostile = new Option<bool>("--hostile") { Description = "beside them, components that attack the supervisor" };
var command = new RootCommand(
    "Runs components that crash, flood, fork, ignore signals and daemonise, and checks what the supervisor guarantees."
)
{
    seconds,
    kills,
    seed,
    components,
    hostile,
};
command.SetAction(
    async (parsed, cancellation) =>
    {
        // Both programs are built with this one, in the same configuration.
        var folder = Path.GetDirectoryName(typeof(Program).Assembly.Location)!;
        var configuration = Path.GetFileName(Path.GetDirectoryName(folder))!;
        var root = Path.GetFullPath(Path.Combine(folder, "../../../../.."));
        var settings = new SoakSettings(
            parsed.GetValue(seed),
            parsed.GetValue(components),
            parsed.GetValue(hostile),
            Path.Combine(root, "src/Beacon.Actors.Host/bin", configuration, "net10.0/beacon"),
            Path.Combine(root, "tests/Beacon.TestProgram/bin", configuration, "net10.0/testprogram")
        );
        Console.WriteLine($"seed {settings.Seed}");
        var soak = new Soak(settings, Console.Out);
        try
        {
            var holds = parsed.GetValue(kills) is > 0 and var count
                ? await soak.KillAsync(count, cancellation)
                : await soak.RunForAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
            return holds ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("interrupted: no verdict");
            return 1;
        }
    }
);
return await command.Parse(args).InvokeAsync();
