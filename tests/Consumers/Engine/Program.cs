using System.Collections.Concurrent;
using System.Collections.Immutable;
using Beacon.Processes;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

var path = Directory.CreateTempSubdirectory("beacon-engine-").FullName;
var (passed, failed) = (0, 0);

void Check(string what, bool holds)
{
    if (!holds)
        Console.WriteLine($"not so: {what}");
    if (holds)
        passed++;
    else
        failed++;
}

// snippet: engine
using var engine = ProcessEngine.Create();
using var folder = RecordFolder.Create(path);
var spec = new LaunchSpec
{
    Run = "example",
    Component = "greeter",
    Program = "sh",
    Args = ["-c", "echo hello; echo oops >&2; exit 3"],
    WorkingDirectory = path,
    Environment = ImmutableSortedDictionary<string, string?>.Empty,
    Files = new OutputFiles(folder, "out.log", "err.log"),
};

var events = new BlockingCollection<ProcessEvent>();
engine.Launch(spec, events.Add);
ProcessEvent? last = null;
while (last is not (ProcessDrained or LaunchFailed))
    Console.WriteLine(last = events.Take());
var drained = (ProcessDrained)last;

// end
using var stdout = LogParts.Open(folder, "out.log");
using var stderr = LogParts.Open(folder, "err.log");
Check("standard output is stored", stdout.Length == "hello\n".Length);
Check("standard error is stored", stderr.Length == "oops\n".Length);
Check("nothing is left of the program", drained is { Stragglers: null, Survivors: null });

Directory.Delete(path, recursive: true);
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
