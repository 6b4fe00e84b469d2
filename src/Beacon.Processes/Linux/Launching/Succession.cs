namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// The process that is made ready to follow another at once. It is made by the spawner thread; any thread may take it or want none, and
/// waits for one that is just being made.
/// </summary>
internal sealed class Succession
{
    private readonly Lock _lock = new();
    private PreparedProcess? _successor;
    private bool _isOver;

    /// <summary>Makes the successor, unless none is wanted any more.</summary>
    public void Prepare(Func<PreparedProcess> prepare)
    {
        lock (_lock)
        {
            try
            {
                if (!_isOver)
                    _successor = prepare();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The next incarnation is then launched as the first one was, and reports why it can't be.
            }
        }
    }

    /// <summary>Takes the successor; null: there is none. No other will be made.</summary>
    public PreparedProcess? Take()
    {
        lock (_lock)
        {
            _isOver = true;
            var successor = _successor;
            _successor = null;
            return successor;
        }
    }
}
