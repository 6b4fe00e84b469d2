using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Beacon.Reports.Pages;

namespace Beacon.Dashboard.Living;

/// <summary>
/// The page of one run for all its viewers, rendered once a second for all together until it is disposed of. A viewer gets the sections
/// that changed since it last took some, so that a slow one skips what was replaced in the meantime.
/// </summary>
internal sealed class RunWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly RunPage _page;
    private readonly TimeProvider _time;
    private ImmutableArray<(PageSection Section, long Version)> _sections = [];
    private TaskCompletionSource _changed = NewSignal();
    private readonly CancellationTokenSource _stop = new();
    private long _version;
    private bool _isOver;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Begins to render the page of a record.</summary>
    public RunWatch(string folder, TimeProvider time)
    {
        (_page, _time) = (new RunPage(folder), time);
        _ = RenderAsync(_stop.Token);
    }

    /// <summary>The sections as they change, until the run has ended, each time those that changed since the last.</summary>
    public async IAsyncEnumerable<PageUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var seen = 0L; ; )
        {
            PageUpdate? update;
            Task changed;
            lock (_lock)
            {
                _failure?.Throw();
                update = _version > seen ? UpdateSince(seen) : null;
                (seen, changed) = (_version, _changed.Task);
            }

            if (update is not null)
                yield return update;
            if (update is { IsOver: true })
                yield break;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        lock (_page)
            _page.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RenderAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                lock (_page)
                {
                    if (stop.IsCancellationRequested)
                        return;
                    Take(_page.Render(), _page.IsOver);
                }

                if (_page.IsOver)
                    return;
                await Task.Delay(Interval, _time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            lock (_lock)
                _failure = ExceptionDispatchInfo.Capture(exception);
            Signal();
        }
    }

    private void Take(IReadOnlyList<PageSection> sections, bool isOver)
    {
        lock (_lock)
        {
            var before = _sections.ToDictionary(known => known.Section.Name);
            var next = sections
                .Where(section => section.Html.Length > 0)
                .Select(section =>
                    before.TryGetValue(section.Name, out var known) && known.Section.Html == section.Html ? known : (section, _version + 1)
                )
                .ToImmutableArray();
            if (!isOver && next.SequenceEqual(_sections))
                return;
            (_sections, _isOver) = (next, isOver);
            _version++;
        }

        Signal();
    }

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
            (changed, _changed) = (_changed, NewSignal());
        changed.SetResult();
    }

    private PageUpdate UpdateSince(long version) =>
        new(
            [.. _sections.Where(known => known.Section.Within is null).Select(known => known.Section.Name)],
            [.. _sections.Where(known => known.Version > version).Select(known => known.Section)],
            _isOver
        );
}

/// <summary>What a page becomes.</summary>
/// <param name="Order">The names of all its sections, in order, but for those within others.</param>
/// <param name="Changed">The sections that are new or changed.</param>
/// <param name="IsOver">Whether it does not change any more.</param>
internal sealed record PageUpdate(ImmutableArray<string> Order, ImmutableArray<PageSection> Changed, bool IsOver);
