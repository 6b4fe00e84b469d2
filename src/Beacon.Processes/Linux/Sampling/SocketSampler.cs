using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>
/// The sockets with losses or long queues, each with the tree that holds it. The holder is looked up once, when a socket first appears.
/// While no tree works, queues are looked at now and then only.
/// </summary>
internal sealed class SocketSampler
{
    // Emptier queues are not reported.
    private const double LeastFill = 0.25;

    private List<SocketUsage> _longQueues = [];
    private int _rests;
    private Dictionary<long, SampledTree?> _holders = [];

    public ILookup<SampledTree, SocketUsage> Read(IReadOnlyCollection<SampledTree> trees)
    {
        _rests = trees.All(tree => tree.IsResting) ? _rests + 1 : 0;
        if (_rests % (SampledTree.RestsAtMost + 1) == 0)
            _longQueues = SockDiag.WithLongQueues(LeastFill);
        List<SocketUsage> telling = [.. SockDiag.WithLosses(), .. _longQueues];
        if (telling.Exists(socket => !_holders.ContainsKey(socket.Id)))
            LookUp(telling, trees);

        // The inode of a closed socket may be reused.
        _holders = telling.ToDictionary(socket => socket.Id, socket => _holders.GetValueOrDefault(socket.Id));
        return telling.Where(socket => _holders[socket.Id] is not null).ToLookup(socket => _holders[socket.Id]!);
    }

    public void Forget(SampledTree tree)
    {
        foreach (var (socket, holder) in _holders)
            if (holder == tree)
                _holders.Remove(socket);
    }

    private void LookUp(List<SocketUsage> telling, IReadOnlyCollection<SampledTree> trees)
    {
        var unknown = telling.Select(socket => socket.Id).Where(id => !_holders.ContainsKey(id)).ToHashSet();
        foreach (var tree in trees)
        {
            foreach (var pid in tree.Members)
            foreach (var inode in ProcFs.SocketsOf(pid) ?? [])
                if (unknown.Contains(inode))
                    _holders.TryAdd(inode, tree);
        }
    }
}
