using System.Collections.Concurrent;
using System.IO.Compression;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Keeps the older parts of all logs: numbers them, deletes what is too old, and compresses them in the background, by a thread of the
/// lowest priority that is made when there is something to compress. Once a log is released, its parts do not change any more.
/// </summary>
internal sealed class LogArchive : IDisposable
{
    private const int BlockBytes = 128 * 1024;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _growing = [];
    private readonly BlockingCollection<string> _work = [];
    private Thread? _thread;
    private string? _compressed;

    /// <summary>
    /// Makes the part that is written the newest older one, and deletes the parts that are too old; returns how many bytes they held.
    /// </summary>
    /// <param name="log">The path of the part that is written; nobody may write it now.</param>
    /// <param name="keep">How many older parts are kept; 0: all.</param>
    /// <exception cref="IOException">A part can't be renamed or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public long Rotate(string log, int keep)
    {
        lock (_lock)
        {
            var deletedBytes = 0L;
            foreach (var (number, path) in LogParts.Older(log))
            {
                if (keep > 0 && number >= keep)
                {
                    deletedBytes += LogParts.LengthOf(path);
                    File.Delete(path);
                    if (path == _compressed)
                        _compressed = null;
                }
                else
                {
                    var next = PartOf(log, number + 1) + (LogParts.IsCompressed(path) ? LogParts.CompressedSuffix : "");
                    File.Move(path, next, overwrite: true);
                    if (path == _compressed)
                        _compressed = next;
                }
            }

            File.Move(log, PartOf(log, 1), overwrite: true);
            _growing.Add(log);
            _work.Add(log);
            _thread ??= StartThread();
            return deletedBytes;
        }
    }

    /// <summary>Leaves a log's parts as they are from now on; nothing that was begun with them is finished.</summary>
    public void Release(string log)
    {
        lock (_lock)
            _growing.Remove(log);
    }

    public void Dispose()
    {
        lock (_lock)
            _growing.Clear();
        _work.CompleteAdding();
        _thread?.Join();
        _work.Dispose();
    }

    private static string PartOf(string log, int number) => $"{log}.{number}";

    private Thread StartThread()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "beacon compress" };
        thread.Start();
        return thread;
    }

    private void Run()
    {
        Priority.LowerCallingThread();
        foreach (var log in _work.GetConsumingEnumerable())
            while (OpenNext(log) is { } part)
            {
                using (part)
                    if (!TryCompress(log, part))
                        break;
            }
    }

    /// <summary>The oldest part that is not compressed; null: there is none, or the log was released.</summary>
    private FileStream? OpenNext(string log)
    {
        lock (_lock)
        {
            // The format's own length field has 32 bits: a part that does not fit stays as it is.
            var path = _growing.Contains(log)
                ? LogParts
                    .Older(log)
                    .Select(part => part.Path)
                    .FirstOrDefault(path => !LogParts.IsCompressed(path) && LogParts.LengthOf(path) <= uint.MaxValue)
                : null;
            _compressed = path;
            return path is null
                ? null
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
    }

    /// <summary>
    /// Compresses a part beside it; only when all of that has reached the disk does it take the part's place. Whatever moment ends this,
    /// one of the two is whole.
    /// </summary>
    private bool TryCompress(string log, FileStream part)
    {
        var aside = $"{log}.compressing";
        try
        {
            return Copy(log, part, aside) && TakePlace(log, aside);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, most likely: the part stays as it is.
            return false;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private bool Copy(string log, FileStream part, string aside)
    {
        using var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None);
        using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[BlockBytes];
            for (int count; (count = part.Read(block)) > 0; )
            {
                if (!IsGrowing(log))
                    return false;
                compressed.Write(block, 0, count);
            }
        }

        file.Flush(flushToDisk: true);
        return true;
    }

    private bool TakePlace(string log, string aside)
    {
        lock (_lock)
        {
            if (!_growing.Contains(log))
                return false;

            // The part may have got another number meanwhile, or have been deleted.
            if (_compressed is not { } path)
                return true;
            File.Move(aside, path + LogParts.CompressedSuffix);
            File.Delete(path);
            return true;
        }
    }

    private bool IsGrowing(string log)
    {
        lock (_lock)
            return _growing.Contains(log);
    }
}
