using Beacon.Records.Reading;

namespace Records;

/// <summary>Reads records without running anything.</summary>
internal static class Reading
{
    public static RunRecord Show(string results)
    {
        // snippet: reading
        var record = RunRecord.Find("last", results).Single();
        Console.WriteLine($"{record.Id}: {record.Result.Outcome} after {record.Result.Elapsed.TotalSeconds:0.0} s");
        foreach (var statistic in record.Result.Statistics)
            Console.WriteLine($"{statistic.Component} {statistic.Name}: {statistic.Text}");
        foreach (var line in record.ReadLogs())
            Console.WriteLine($"{line.Elapsed.TotalSeconds:0.000} {line.Component}: {line.Text}");
        // end
        return record;
    }
}
