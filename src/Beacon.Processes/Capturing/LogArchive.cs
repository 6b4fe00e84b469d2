using System.IO.Compression;
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
    private readonly HashSet<LogPartName> _growing = [];
    private WorkerThread? _thread;
    private (LogPartName Log, string? Part) _compressing;

    /// <summary>
    /// Makes the part that is being written the newest of the older parts, and deletes those beyond the number to be kept.
    /// </summary>
    public long Rotate(LogPartName log, int keep)
    {
        lock (_lock)
        {
            var deletedBytes = 0L;
            foreach (var (number, part) in LogPartName.Older(log.Folder, log.Name))
            {
                string? next = null;
                if (keep > 0 && number >= keep)
                {
                    deletedBytes += part.Length;
                    log.Folder.Delete(part.Name);
                }
                else
                {
                    next = $"{log.Name}.{number + 1}" + (part.IsCompressed ? LogPartName.CompressedSuffix : "");
                    log.Folder.Rename(part.Name, next);
                }

                if (_compressing == (log, part.Name))
                    _compressing = (log, next);
            }

            log.Folder.Rename(log.Name, $"{log.Name}.1");
            _growing.Add(log);
            _thread ??= StartThread();
            _thread.Post(() => Compress(log));
            return deletedBytes;
        }
    }

    /// <summary>Leaves the parts of a log as they are from now on; a compression in progress is given up.</summary>
    public void Release(LogPartName log)
    {
        lock (_lock)
            _growing.Remove(log);
    }

    public void Dispose()
    {
        lock (_lock)
            _growing.Clear();
        _thread?.Dispose();
    }

    private static WorkerThread StartThread()
    {
        var thread = new WorkerThread("beacon compress");
        thread.Post(Priority.LowerCallingThread);
        return thread;
    }

    private void Compress(LogPartName log)
    {
        var isDone = true;
        try
        {
            while (isDone && OpenNext(log) is { } part)
                using (part)
                    isDone = TryCompress(log, part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program has put something in the place of a part, or of the temporary file: the parts stay as they are.
        }
    }

    /// <summary>The oldest part that is not compressed; null: there is none, or the log was released.</summary>
    private FileStream? OpenNext(LogPartName log)
    {
        lock (_lock)
        {
            // The format's own length field has 32 bits: a longer part stays as it is.
            var name = _growing.Contains(log)
                ? LogPartName
                    .Older(log.Folder, log.Name)
                    .Select(older => older.Part)
                    .FirstOrDefault(part => !part.IsCompressed && part.Length <= uint.MaxValue)
                    .Name
                : null;
            _compressing = (log, name);
            return name is null ? null : log.Folder.OpenRead(name);
        }
    }

    /// <summary>
    /// Compresses a part into a file beside it, which takes the part's place only when it is on the disk as a whole: whenever this is
    /// interrupted, one of the two is complete.
    /// </summary>
    private bool TryCompress(LogPartName log, FileStream part)
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
            log.Folder.Delete(Unfinished(log));
        }
    }

    private bool Copy(LogPartName log, FileStream part)
    {
        log.Folder.Delete(Unfinished(log));
        using var file = log.Folder.CreateNew(Unfinished(log));
        using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[BlockBytes];
            for (int count; (count = part.Read(block)) > 0; )
            {
                lock (_lock)
                    if (!_growing.Contains(log))
                        return false;
                compressed.Write(block, 0, count);
            }
        }

        file.Flush(flushToDisk: true);
        return true;
    }

    private bool TakePlace(LogPartName log)
    {
        lock (_lock)
        {
            if (!_growing.Contains(log))
                return false;

            // The part may have got another number meanwhile, or have been deleted.
            if (_compressing.Part is not { } name)
                return true;
            log.Folder.Rename(Unfinished(log), name + LogPartName.CompressedSuffix);
            log.Folder.Delete(name);
            return true;
        }
    }

    private static string Unfinished(LogPartName log) => $"{log.Name}.compressing";
}
