using System.Text.Json;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Actors.Host.Tests;

/// <summary>How the output of components is stored.</summary>
public class OutputSpecs
{
    private const int Lines = 50_000;
    private const int LineBytes = 100;

    [Fact]
    public async Task A_rotated_log_is_listed_part_by_part_in_the_record_and_statistics_are_found_across_the_parts()
    {
        // More output than fits into one part follows the block.
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a {
              command = ${TESTPROGRAM}, args = [flood, "{{Lines}}", then, statistics-now, then, flood, "2000"], ends-run = on
              output { rotate-at = 64KiB }, statistics { from = "FINAL STATISTICS" }
            }
            """
        );
        Assert.Equal(0, await beacon.ExitAsync());

        var logs = beacon
            .RunJson.GetProperty("components")[0]
            .GetProperty("logs")
            .EnumerateArray()
            .Select(log => log.GetString()!)
            .ToList();
        using var record = RecordFolder.Open(beacon.Record);
        using var printed = LogParts.Open(record, "logs/a.out.log");
        Assert.Equal(printed.Select(part => part.Name), logs.Where(log => log.Contains(".out.", StringComparison.Ordinal)));
        Assert.True(printed.Count > 50);
        Assert.Contains("logs/a.err.log", logs);

        var content = new List<string>();
        foreach (var part in printed)
        {
            using var text = new StreamReader(part.OpenRead());
            content.AddRange((await text.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.Equal(Enumerable.Range(1, Lines), content.Take(Lines).Select(line => int.Parse(line[..9], null)));
        Assert.Equal(Enumerable.Range(1, 2000), content.TakeLast(2000).Select(line => int.Parse(line[..9], null)));
        Assert.NotEmpty(beacon.RunJson.GetProperty("statistics").EnumerateArray());
        Assert.Equal(printed.Length, ArrivalIndex.Read(record, "logs/a.index").Sum(arrival => arrival.Length));
    }

    [Fact]
    public async Task Deleted_log_parts_are_reported_as_a_problem_with_the_number_of_lost_bytes()
    {
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [flood, "{{Lines}}"], ends-run = on, output { rotate-at = 64KiB, keep = 2 } }
            """
        );
        Assert.Equal(0, await beacon.ExitAsync());

        using var record = RecordFolder.Open(beacon.Record);
        using var parts = LogParts.Open(record, "logs/a.out.log");
        var deleted = (Lines * LineBytes) - parts.Length;
        var problem = Assert.Single(Problems(beacon), problem => problem.GetProperty("kind").GetString() == "output_deleted");
        Assert.Equal(3, parts.Count);
        Assert.Contains(
            $"the oldest {deleted:N0} bytes of what a printed were deleted: output.keep = 2",
            problem.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<JsonElement> Problems(BeaconProcess beacon) => beacon.RunJson.GetProperty("problems").EnumerateArray();

    [Fact]
    public async Task A_component_that_buffers_its_output_is_reported_with_the_setting_that_helps()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = awk, args = [\"BEGIN { print \\\"first\\\"; while (1) ; }\"], restart { policy = never } }",
            "duration = infinite"
        );
        var problem = await beacon.ExpectProblemAsync("output_buffered");
        Assert.Contains("output.mode = line-buffered", problem.GetProperty("message").GetString());
        beacon.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.Equal(143, await beacon.ExitAsync());
        Assert.DoesNotContain(
            beacon.RunJson.GetProperty("notComparable").EnumerateArray(),
            reason => reason.GetString()!.Contains("printed", StringComparison.Ordinal)
        );
    }
}
