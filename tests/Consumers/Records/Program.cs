using Beacon.Records.Events;
using Beacon.Records.Reading;
using Records;

var results = Directory.CreateTempSubdirectory("beacon-records-").FullName;
var folder = Path.Combine(results, "20261123-184205-server-3f9c");
Directory.CreateDirectory(Path.Combine(folder, "logs"));
File.WriteAllText(Path.Combine(folder, "plan.conf"), "beacon.components.server.command = server\n");
File.WriteAllText(Path.Combine(folder, "logs", "server.out.log"), "listening\n");
File.WriteAllText(
    Path.Combine(folder, "run.json"),
    """
    {
      "schema": 1, "id": "20261123-184205-server-3f9c", "name": "server", "outcome": "completed", "exitCode": 0, "cause": null,
      "startedAt": "2026-11-23T18:42:05.123Z", "operationalAfterMs": 20, "endedAt": "2026-11-23T18:42:08.123Z", "elapsedMs": 3000,
      "components": [{
        "name": "server", "title": "Server", "pid": 17, "readyAfterMs": 20, "exitCode": 0, "signal": null, "restarts": 0, "killed": false,
        "cpuSeconds": null, "maxRssBytes": null, "maxThreads": null, "logs": ["logs/server.out.log"], "lastLines": []
      }],
      "statistics": [{ "component": "server", "group": "", "name": "P99", "value": 40, "unit": "µs", "text": "40 us" }],
      "problems": [], "notComparable": [], "environment": null
    }
    """
);

var record = Reading.Show(results);
var (passed, failed) = (0, 0);

void Check(string what, bool holds)
{
    if (!holds)
        Console.WriteLine($"not so: {what}");
    (passed, failed) = holds ? (passed + 1, failed) : (passed, failed + 1);
}

Check("the record is complete", record.State == RecordState.Complete && record.Result.Outcome == RunOutcome.Completed);
Check("the statistic is read", record.Result.Statistic("p99").Value == 40);
Check("the log is read", record.ReadLogs().Count() == 1);
Directory.Delete(results, recursive: true);
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
