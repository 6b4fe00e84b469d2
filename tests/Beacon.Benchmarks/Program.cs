using System.CommandLine;
using System.Text.Json;
using Beacon.Benchmarks;
using Beacon.Benchmarks.Launching;
using Beacon.Benchmarks.Listing;
using Beacon.Benchmarks.Sampling;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

var workloads = new Option<string>("--workloads")
{
    Description = "folder of the programs that are launched",
    DefaultValueFactory = _ => "artifacts/bench/bin",
    Recursive = true,
};
var json = new Option<bool>("--json") { Description = "one JSON object", Recursive = true };
var command = new RootCommand("What is measured inside the process; scripts/bench measures from outside.")
{
    workloads,
    json,
    Launching("exits", "a child's last instruction to our event", 300, ExitLatency.MeasureAsync),
    Launching("launch-cost", "a launch beside a bare fork and exec", 300, LaunchCost.MeasureAsync),
    Launching("launches", "growth over launches one after the other", 10_000, LaunchGrowth.MeasureAsync),
    Launching("sampling", "the CPU time of one sample of ten components", 500, SamplingCost.MeasureAsync),
    Listing(),
    Reading(),
};
return await command.Parse(args).InvokeAsync();

Command Launching(string name, string description, int usual, Func<Workloads, int, Task<object>> measure)
{
    var count = new Argument<int>("COUNT") { DefaultValueFactory = _ => usual, Description = "how many times" };
    var launching = new Command(name, description) { count };
    launching.SetAction(
        async (parsed, _) =>
        {
            var figures = await measure(new Workloads(parsed.GetValue(workloads)!), parsed.GetValue(count));
            Tell(figures, parsed.GetValue(json));
        }
    );
    return launching;
}

Command Listing()
{
    var count = new Argument<int>("COUNT") { DefaultValueFactory = _ => 10_000, Description = "how many records" };
    var beacon = new Option<string>("--beacon")
    {
        DefaultValueFactory = _ => "src/Beacon.Actors.Host/bin/Release/net10.0/beacon",
        Description = "the program",
    };
    var listing = new Command("runs-list", "beacon runs list over many records, as a user waits for it") { count, beacon };
    listing.SetAction(
        async (parsed, _) => Tell(await RunsListing.MeasureAsync(parsed.GetValue(beacon)!, parsed.GetValue(count)), parsed.GetValue(json))
    );
    return listing;
}

static void Tell(object figures, bool json)
{
    if (json)
        Console.WriteLine(JsonSerializer.Serialize(figures));
    else
        foreach (var property in figures.GetType().GetProperties())
            Console.WriteLine($"{property.Name, -20} {property.GetValue(figures)}");
}

Command Reading()
{
    var rest = new Argument<string[]>("ARGUMENT") { Description = "for BenchmarkDotNet, after --", Arity = ArgumentArity.ZeroOrMore };
    var reading = new Command("reading", "lines and statistics out of bytes, by BenchmarkDotNet") { rest };
    reading.SetAction(parsed =>
    {
        // In this process: what BenchmarkDotNet would generate and build does not know of central package versions.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher
            .FromAssembly(typeof(Program).Assembly)
            .Run(parsed.GetValue(rest) is { Length: > 0 } given ? given : ["--filter", "*"], config);
    });
    return reading;
}
