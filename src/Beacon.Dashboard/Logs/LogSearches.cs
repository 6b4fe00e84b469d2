using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Beacon.Records.Logs;

namespace Beacon.Dashboard.Logs;

/// <summary>
/// Reads through logs of any size, each reading on a thread of its own, so that none of those that answer other requests waits for a disk
/// or a pattern. Only a few are under way at the same time.
/// </summary>
internal sealed class LogSearches(DashboardOptions options)
{
    // So many lines are read ahead of a client that takes them slowly.
    private const int LinesAhead = 256;

    private readonly SemaphoreSlim _free = new(options.Limits.Searches);

    /// <summary>A place among the readings; to be disposed of once all that is wanted was read.</summary>
    /// <exception cref="BadCallException">No place became free in time.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (await _free.WaitAsync(options.Limits.SearchBeginsWithin, cancellationToken))
            return new Place(_free);
        throw new BadCallException(
            options.Limits.Searches == 1
                ? "1 log is being searched already; try again when that has ended"
                : $"{options.Limits.Searches} logs are being searched already; try again when one of these searches has ended",
            "too_many_searches",
            StatusCodes.Status503ServiceUnavailable
        );
    }

    /// <summary>Carries out a reading; what it throws is thrown on.</summary>
    /// <param name="lines">The reading, which ends when nobody waits for it any more.</param>
    /// <param name="cancellationToken">Nobody waits for it any more.</param>
    public static async IAsyncEnumerable<RecordedLine> ReadAsync(
        IEnumerable<RecordedLine> lines,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var channel = Channel.CreateBounded<RecordedLine>(
            new BoundedChannelOptions(LinesAhead) { SingleReader = true, SingleWriter = true }
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Factory.StartNew(
            () => Read(lines, channel.Writer, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken))
                yield return line;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static void Read(IEnumerable<RecordedLine> lines, ChannelWriter<RecordedLine> writer, CancellationToken stop)
    {
        try
        {
            foreach (var line in lines)
                while (!writer.TryWrite(line))
                    if (!writer.WaitToWriteAsync(stop).AsTask().GetAwaiter().GetResult())
                        return;
            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
        }
    }

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
                free.Release();
        }
    }
}
