using System.Text;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Processes.Tests;

/// <summary>A temporary folder for the logs of a test.</summary>
internal sealed class LogFolder : IDisposable
{
    public const string LogName = "app.out.log";

    public LogFolder() => Folder = RecordFolder.Create(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"logs-{Guid.NewGuid():N}");

    public RecordFolder Folder { get; }

    public string Log => PathOf(LogName);

    public string PathOf(string name) => Path.Combine(Root, name);

    public IEnumerable<string> Parts => LogParts.NamesIn(Folder, LogName);

    /// <summary>What the log holds, over all its parts.</summary>
    public string Content
    {
        get
        {
            var content = new MemoryStream();
            using var parts = LogParts.Open(Folder, LogName);
            foreach (var part in parts)
            {
                using var bytes = part.OpenRead();
                bytes.CopyTo(content);
            }

            return Encoding.ASCII.GetString(content.ToArray());
        }
    }

    public void Dispose()
    {
        Folder.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
