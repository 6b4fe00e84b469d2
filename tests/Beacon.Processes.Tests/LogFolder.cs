using System.Text;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Tests;

/// <summary>A folder of its own for the logs of a test.</summary>
internal sealed class LogFolder : IDisposable
{
    public LogFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"logs-{Guid.NewGuid():N}");

    public string Log => PathOf("app.out.log");

    public string PathOf(string name) => Path.Combine(Root, name);

    public IEnumerable<string> Parts => LogParts.Of(Log).Select(part => Path.GetFileName(part)!);

    /// <summary>What the log holds, over all its parts.</summary>
    public string Content
    {
        get
        {
            var content = new MemoryStream();
            foreach (var part in LogParts.Of(Log))
            {
                using var bytes = LogParts.OpenRead(part);
                bytes.CopyTo(content);
            }

            return Encoding.ASCII.GetString(content.ToArray());
        }
    }

    /// <summary>A path that can be opened and never takes a byte: a full disk, as far as a writer can tell (full(4)).</summary>
    public string FullDisk(string name)
    {
        File.CreateSymbolicLink(PathOf(name), "/dev/full");
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
