using System.Globalization;
using Beacon.Fuzz;

const string Usage = """
    scripts/fuzz [SECONDS] [SEED]: mutated inputs of every kind, for so many seconds in all (60), from a seed (1).
      --kind NAME   only this kind
      --index N     only this input of the kind
      --inputs N    so many inputs of each kind, however long that takes
    """;

if (args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}

var options = new Dictionary<string, string>();
var words = new List<string>();
for (var index = 0; index < args.Length; index++)
{
    if (args[index].StartsWith("--", StringComparison.Ordinal) && index + 1 < args.Length)
        options[args[index]] = args[++index];
    else
        words.Add(args[index]);
}

var seconds = Number(words.ElementAtOrDefault(0), 60);
var seed = Number(options.GetValueOrDefault("--seed") ?? words.ElementAtOrDefault(1), 1);
var repository = Environment.GetEnvironmentVariable("BEACON_REPOSITORY") ?? Environment.CurrentDirectory;
var folder = Environment.GetEnvironmentVariable("BEACON_FUZZ_FOLDER") ?? Directory.CreateTempSubdirectory("beacon-fuzz").FullName;
Environment.CurrentDirectory = folder;

var plan = Path.Combine(folder, "plan.conf");
File.WriteAllText(
    plan,
    $$"""
    beacon {
      run { name = fuzz, duration = 1s, results = "{{folder}}/runs" }
      components {
        a {
          command = sh
          args = ["-c", "seq 40000; echo ready; echo FINAL STATISTICS; echo 'n: 5 ms'; exec sleep 5"]
          ready.log = "^ready$", statistics.from = "FINAL STATISTICS", success-exit-codes = [0, 143]
          output { rotate-at = 64KiB, keep = 3 }
        }
        b { command = sleep, args = [5], depends-on = [a] }
      }
    }
    """
);
var record = await RecordKinds.MakeRecordAsync(plan);
List<FuzzKind> kinds =
[
    PlanKinds.Plans(repository),
    PlanKinds.EnvironmentFiles(folder),
    StatisticsKind.Create(repository, folder),
    CommandLineKind.Create(plan, Path.GetDirectoryName(record)!),
    .. RecordKinds.Create(record, folder),
];
if (options.TryGetValue("--kind", out var name))
    kinds =
    [
        kinds.Find(kind => kind.Name == name)
            ?? throw new ArgumentException($"no kind {name}; {string.Join(", ", kinds.Select(kind => kind.Name))}"),
    ];

var fuzzing = new Fuzzing(seed, folder);
fuzzing.Watch();
if (options.TryGetValue("--index", out var one))
    return fuzzing.Try(kinds[0], Number(one, 0)) ? 0 : 1;

var most = Number(options.GetValueOrDefault("--inputs"), int.MaxValue);
var time = most < int.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromSeconds((double)seconds / kinds.Count);
var failed = 0;
foreach (var kind in kinds)
{
    var (inputs, failures) = fuzzing.Run(kind, time, most);
    failed += failures;
    Console.WriteLine(FormattableString.Invariant($"  {kind.Name}: {inputs:N0} inputs, {failures} failed"));
}

Console.WriteLine(failed == 0 ? $"fuzz: seed {seed}, nothing found" : $"fuzz: seed {seed}, {failed} FAILED");
return failed == 0 ? 0 : 1;

static int Number(string? text, int otherwise) => text is null ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);
