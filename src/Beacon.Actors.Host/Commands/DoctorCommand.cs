using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Beacon.Actors.Host.Invocation;
using Beacon.Processes.Diagnosing;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon doctor</c>: says what this machine can and can't promise, and what changes that.</summary>
internal static class DoctorCommand
{
    public static Command Create(Func<ParseResult, CommandSettings> settingsOf, TextWriter output)
    {
        var command = new Command("doctor", "show what this machine can and can't promise, with the cure for each");
        command.SetAction((parsed, _) => Task.FromResult(Execute(MachineDiagnosis.Run(), settingsOf(parsed).Json, output)));
        return command;
    }

    /// <summary>Shows what was found; returns the exit code.</summary>
    public static int Execute(IReadOnlyList<MachineFinding> findings, bool json, TextWriter output)
    {
        var isPromiseBroken = findings.Any(finding => finding.Rating >= MachineRating.Limited);
        if (json)
            output.WriteLine(Json(findings, !isPromiseBroken));
        else
            Write(findings, isPromiseBroken, output);
        return isPromiseBroken ? ExitCodes.PrerequisiteMissing : ExitCodes.Success;
    }

    private static void Write(IReadOnlyList<MachineFinding> findings, bool isPromiseBroken, TextWriter output)
    {
        var width = findings.Max(finding => finding.Name.Length);
        foreach (var finding in findings)
        {
            output.WriteLine($"{MarkOf(finding.Rating)} {finding.Name.PadRight(width)}  {finding.Found}");
            if (finding.Meaning.Length > 0)
                output.WriteLine($"{new string(' ', width + 4)}{finding.Meaning}");
            if (finding.Cure.Length > 0)
                output.WriteLine($"{new string(' ', width + 4)}cure: {finding.Cure}");
        }

        var notes = findings.Count(finding => finding.Rating == MachineRating.Note);
        output.WriteLine(
            isPromiseBroken ? "a promise of Beacon is weaker on this machine; see ✗ above"
            : notes == 0 ? "all is well"
            : $"Beacon keeps its promises on this machine; {notes} note{(notes == 1 ? "" : "s")} above"
        );
    }

    private static char MarkOf(MachineRating rating) =>
        rating switch
        {
            MachineRating.Good => '✓',
            MachineRating.Note => '!',
            _ => '✗',
        };

    private static string Json(IReadOnlyList<MachineFinding> findings, bool ok)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", ok);
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("name", finding.Name);
                json.WriteString("rating", JsonNamingPolicy.CamelCase.ConvertName($"{finding.Rating}"));
                json.WriteString("found", finding.Found);
                json.WriteString("meaning", finding.Meaning);
                json.WriteString("cure", finding.Cure);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
