using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Chooses the hints about buffered output that are shown: of components that work, since a server that waits has nothing to print, and of
/// a few only. The record has all.
/// </summary>
internal sealed class Hints
{
    private const double BusyShare = 0.01;
    private const int MostAboutBuffers = 3;

    private int _aboutBuffers;

    public bool IsWorthShowing(Problem problem, RunSnapshot snapshot) =>
        problem is not { Kind: ProblemKind.OutputBuffered, Component: { } component }
        || (snapshot.Component(component).CpuShare >= BusyShare && _aboutBuffers++ < MostAboutBuffers);
}
