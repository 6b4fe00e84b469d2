using System.Globalization;
using System.Text;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Records.Recording;

/// <summary>
/// An append-only file of a record. Lines that can't be written, for instance because the disk is full, are counted and leave no partial
/// line; later lines are tried again.
/// </summary>
internal sealed class AppendedLines : IDisposable
{
    private const int PendingAtMost = 64 * 1024;

    private readonly string _name;
    private readonly FileStream? _stream;
    private readonly MemoryStream _pending = new();
    private long _pendingLines;
    private long _length;
    private long _lost;
    private string? _failure;

    public AppendedLines(RecordFolder folder, string name)
    {
        _name = name;
        try
        {
            _stream = folder.CreateNew(name, bufferBytes: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _failure = ExceptionText.Of(exception);
        }
    }

    /// <summary>The number of lost lines, as a problem; null: the file is complete.</summary>
    public Problem? Problem =>
        _lost == 0
            ? null
            : new Problem(
                ProblemKind.RecordNotWritten,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_lost:N0} line{(_lost == 1 ? "" : "s")} of {_name} could not be written: {_failure}"
                )
            );

    /// <summary>Adds a line; <see cref="Flush"/> writes it.</summary>
    public void Add(string line)
    {
        _pending.Write(Encoding.UTF8.GetBytes(line));
        _pending.WriteByte((byte)'\n');
        _pendingLines++;
        if (_pending.Length >= PendingAtMost)
            Flush();
    }

    /// <summary>Writes the pending lines to the file, so that they survive a crash of this process.</summary>
    public void Flush()
    {
        if (_pendingLines > 0 && !TryWrite())
            _lost += _pendingLines;
        _pending.SetLength(0);
        _pendingLines = 0;
    }

    /// <summary>Flushes the file to disk, so that the lines survive a power failure.</summary>
    public void Sync()
    {
        Flush();
        try
        {
            if (Handle is { } file)
                RandomAccess.FlushToDisk(file);
        }
        catch (IOException exception)
        {
            _failure ??= ExceptionText.Of(exception);
        }
    }

    public void Dispose() => _stream?.Dispose();

    private SafeFileHandle? Handle => _stream?.SafeFileHandle;

    private bool TryWrite()
    {
        if (Handle is not { } file)
            return false;
        try
        {
            RandomAccess.Write(file, _pending.GetBuffer().AsSpan(0, (int)_pending.Length), _length);
            _length += _pending.Length;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _failure = ExceptionText.Of(exception);
            TakeBack();
            return false;
        }
    }

    private void TakeBack()
    {
        try
        {
            RandomAccess.SetLength(Handle!, _length);
        }
        catch (IOException)
        {
            // The next lines overwrite the partial line.
        }
    }
}
