using System.CommandLine;
using System.Text.Json;
using Beacon.Benchmarks;
using Beacon.Benchmarks.Exchange;
using Beacon.Benchmarks.Honesty;
using Beacon.Benchmarks.Launching;
using Beacon.Benchmarks.Listing;
using Beacon.Benchmarks.Sampling;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

var workloads = new Option<string>("--workloads")
{
    Description = "folder of the programs to launch",
    DefaultValueFactory = _ => "artifacts/bench/bin",
    Recursive = true,
};
var json = new Option<bool>("--json") { Description = "write one JSON object", Recursive = true };
var command = new RootCommand("Measures inside its own process; scripts/bench measures supervisors from outside.")
{
    workloads,
    json,
    Launching("exits", "time from a child's last instruction to the exit event", 300, ExitLatency.MeasureAsync),
    Launching("launch-cost", "time of a launch, compared with a bare fork and exec", 300, LaunchCost.MeasureAsync),
    Launching("launches", "growth of the process over many launches", 10_000, LaunchGrowth.MeasureAsync),
    Launching("sampling", "CPU time of one sample of ten components", 500, SamplingCost.MeasureAsync),
    Exchange(),
    Honesty(),
    Listing(),
    Reading(),
};
return await command.Parse(args).InvokeAsync();

Command Launching(string name, string description, int usual, Func<Workloads, int, Task<object>> measure)
{
    var count = new Argument<int>("COUNT") { DefaultValueFactory = _ => usual, Description = "number of repetitions" };
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

Command Exchange()
{
    var count = new Argument<int>("COUNT") { DefaultValueFactory = _ => 5_000_000, Description = "how many messages" };
    var peer = new Option<string>("--peer") { Description = "program to compare with, of scripts/bench/peers" };
    var exchange = new Command("exchange", "ITCH 5.0 decoded, and made into full books of 300 securities: million messages a second")
    {
        count,
        peer,
    };
    exchange.SetAction(parsed => Tell(ExchangeSpeed.Measure(parsed.GetValue(count), parsed.GetValue(peer)), parsed.GetValue(json)));
    return exchange;
}

Command Honesty()
{
    var folder = new Argument<string>("FOLDER") { Description = "folder of the runs that scripts/bench/honesty has kept" };
    var honesty = new Command("honesty", "how often a comparison errs on kept runs, as tables") { folder };
    honesty.SetAction(parsed => HonestyTrial.Report(parsed.GetValue(folder)!));
    return honesty;
}

Command Listing()
{
    var count = new Argument<int>("COUNT") { DefaultValueFactory = _ => 10_000, Description = "number of records" };
    var beacon = new Option<string>("--beacon")
    {
        DefaultValueFactory = _ => "src/Beacon.Actors.Host/bin/Release/net10.0/beacon",
        Description = "path of beacon",
    };
    var listing = new Command("runs-list", "time of beacon runs list over many records") { count, beacon };
    listing.SetAction(
        async (parsed, _) => Tell(await RunsListing.MeasureAsync(parsed.GetValue(beacon)!, parsed.GetValue(count)), parsed.GetValue(json))
    );
    return listing;
}

static void Tell(object figures, bool json)
{
    if (json)
        Console.WriteLine(JsonSerializer.Serialize(figures));
    else if (figures is IEnumerable<KeyValuePair<string, string>> named)
        foreach (var (name, value) in named)
            Console.WriteLine($"{name, -20} {value}");
    else
        foreach (var property in figures.GetType().GetProperties())
            Console.WriteLine($"{property.Name, -20} {property.GetValue(figures)}");
}

Command Reading()
{
    var rest = new Argument<string[]>("ARGUMENT")
    {
        Description = "arguments for BenchmarkDotNet, after --",
        Arity = ArgumentArity.ZeroOrMore,
    };
    var reading = new Command("reading", "time to find lines and statistics in output, by BenchmarkDotNet") { rest };
    reading.SetAction(parsed =>
    {
        // In this process: a project that BenchmarkDotNet generates does not build with central package versions.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher
            .FromAssembly(typeof(Program).Assembly)
            .Run(parsed.GetValue(rest) is { Length: > 0 } given ? given : ["--filter", "*"], config);
    });
    return reading;
}
