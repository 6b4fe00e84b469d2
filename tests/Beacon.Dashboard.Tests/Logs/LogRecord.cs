using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Beacon.Plans;
using Beacon.Records.Layout;

namespace Beacon.Dashboard.Tests.Logs;

/// <summary>A record whose logs a test writes, in the format of docs/record.md.</summary>
internal sealed class LogRecord
{
    public const string Id = "20261123-184205-shop-3f9c";
    public const OutputStream Out = OutputStream.Stdout;
    public const OutputStream Err = OutputStream.Stderr;

    private readonly string _results;
    private readonly string _folder;

    public LogRecord(string results, params string[] components)
    {
        (_results, _folder) = (results, Path.Combine(results, Id));
        Directory.CreateDirectory(Path.Combine(_folder, "logs"));
        File.WriteAllLines(
            Path.Combine(_folder, RecordLayout.PlanFile),
            components.Select(component => $"beacon.components.{component}.command = sleep")
        );
        var started =
            $"{{\"event\":\"run_started\",\"at\":\"2026-11-23T18:42:05.123Z\",\"elapsedMs\":0,\"run\":\"{Id}\",\"record\":\"{_folder}\"}}";
        File.WriteAllText(Path.Combine(_folder, RecordLayout.EventsFile), started + "\n");
    }

    /// <summary>Lets the run live: this process supervises it.</summary>
    public void Begin()
    {
        using var self = Process.GetCurrentProcess();
        Directory.CreateDirectory(Path.Combine(_results, RunningMarks.FolderName));
        File.WriteAllText(Mark, $"{{\"Pid\":{self.Id},\"StartedAt\":\"{self.StartTime.ToUniversalTime():O}\"}}");
    }

    /// <summary>Lets the run end.</summary>
    public void End() => File.Delete(Mark);

    public void Printed(string component, params (int Milliseconds, OutputStream Stream, string Text)[] spans) =>
        Write(_folder, component, spans);

    /// <summary>Writes the logs of a component of any record, with the index of when the spans arrived.</summary>
    public static void Write(string folder, string component, params (int Milliseconds, OutputStream Stream, string Text)[] spans)
    {
        using (var index = new BinaryWriter(File.Create(Path.Combine(folder, $"logs/{component}.index"))))
        {
            index.Write("beacon-1"u8);
            var last = 0L;
            foreach (var (milliseconds, stream, text) in spans)
            {
                index.Write7BitEncodedInt64((((milliseconds * 1000L) - last) << 1) | (long)stream);
                index.Write7BitEncodedInt64(Encoding.UTF8.GetByteCount(text));
                last = milliseconds * 1000L;
            }
        }

        foreach (var stream in spans.GroupBy(span => span.Stream))
            File.WriteAllText(
                Path.Combine(folder, RecordLayout.LogOf(component, stream.Key)),
                string.Concat(stream.Select(span => span.Text))
            );
    }

    public void Append(string component, OutputStream stream, string text) =>
        File.AppendAllText(PathOf(RecordLayout.LogOf(component, stream)), text);

    /// <summary>Rotates a log: what was printed so far becomes its part 1, compressed.</summary>
    public void Rotate(string component, OutputStream stream)
    {
        var log = PathOf(RecordLayout.LogOf(component, stream));
        using (var packed = new GZipStream(File.Create($"{log}.1.gz"), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(log));
        File.WriteAllText(log, "");
    }

    public string PathOf(string file) => Path.Combine(_folder, file);

    private string Mark => Path.Combine(_results, RunningMarks.FolderName, Id + RunningMarks.MarkSuffix);
}
