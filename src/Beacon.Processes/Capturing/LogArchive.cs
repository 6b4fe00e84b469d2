using System.Collections.Concurrent;
using System.IO.Compression;
using Beacon.Processes.Files;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Keeps the older parts of all logs: numbers them, deletes the oldest, and compresses the others on a thread of the lowest priority, which
/// is started when there is something to compress. The parts of a log do not change any more once the log is released.
/// </summary>
internal sealed class LogArchive : IDisposable
{
    private const int BlockBytes = 128 * 1024;

    private readonly Lock _lock = new();
    private readonly HashSet<Log> _growing = [];
    private readonly BlockingCollection<Log> _work = [];
    private Thread? _thread;
    private (Log Log, string? Part) _compressing;

    private readonly record struct Log(RecordFolder Folder, string Name)
    {
        public string Unfinished => $"{Name}.compressing";

        public string Part(int number) => $"{Name}.{number}";
    }

    /// <summary>
    /// Makes the part that is being written the newest of the older parts, and deletes those beyond the number to be kept.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the part that is being written, which is closed.</param>
    /// <param name="keep">How many older parts are kept; 0: all.</param>
    /// <returns>How many bytes were deleted.</returns>
    /// <exception cref="IOException">A part can't be renamed or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public long Rotate(RecordFolder folder, string name, int keep)
    {
        var log = new Log(folder, name);
        lock (_lock)
        {
            var deletedBytes = 0L;
            foreach (var (number, part) in LogParts.Older(folder, name))
            {
                string? next = null;
                if (keep > 0 && number >= keep)
                {
                    deletedBytes += LogParts.LengthOf(folder, part);
                    folder.Delete(part);
                }
                else
                {
                    next = log.Part(number + 1) + (LogParts.IsCompressed(part) ? LogParts.CompressedSuffix : "");
                    folder.Rename(part, next);
                }

                if (_compressing == (log, part))
                    _compressing = (log, next);
            }

            folder.Rename(name, log.Part(1));
            _growing.Add(log);
            _work.Add(log);
            _thread ??= StartThread();
            return deletedBytes;
        }
    }

    /// <summary>Leaves the parts of a log as they are from now on; a compression in progress is given up.</summary>
    public void Release(RecordFolder folder, string name)
    {
        lock (_lock)
            _growing.Remove(new Log(folder, name));
    }

    public void Dispose()
    {
        lock (_lock)
            _growing.Clear();
        _work.CompleteAdding();
        _thread?.Join();
        _work.Dispose();
    }

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
    private FileStream? OpenNext(Log log)
    {
        lock (_lock)
        {
            var name = _growing.Contains(log)
                ? LogParts.Older(log.Folder, log.Name).Select(part => part.Name).FirstOrDefault(name => IsCompressible(log.Folder, name))
                : null;
            _compressing = (log, name);
            return name is null ? null : log.Folder.OpenRead(name);
        }
    }

    // The format's own length field has 32 bits: a longer part stays as it is.
    private static bool IsCompressible(RecordFolder folder, string name) =>
        !LogParts.IsCompressed(name) && LogParts.LengthOf(folder, name) <= uint.MaxValue;

    /// <summary>
    /// Compresses a part into a file beside it, which takes the part's place only when it is on the disk as a whole: whenever this is
    /// interrupted, one of the two is complete.
    /// </summary>
    private bool TryCompress(Log log, FileStream part)
    {
        try
        {
            return Copy(log, part) && TakePlace(log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, most likely: the part stays as it is.
            return false;
        }
        finally
        {
            log.Folder.Delete(log.Unfinished);
        }
    }

    private bool Copy(Log log, FileStream part)
    {
        log.Folder.Delete(log.Unfinished);
        using var file = log.Folder.CreateNew(log.Unfinished);
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

    private bool TakePlace(Log log)
    {
        lock (_lock)
        {
            if (!_growing.Contains(log))
                return false;

            // The part may have got another number meanwhile, or have been deleted.
            if (_compressing.Part is not { } name)
                return true;
            log.Folder.Rename(log.Unfinished, name + LogParts.CompressedSuffix);
            log.Folder.Delete(name);
            return true;
        }
    }

    private bool IsGrowing(Log log)
    {
        lock (_lock)
            return _growing.Contains(log);
    }
}
