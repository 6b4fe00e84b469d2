using Akka.Actor;

namespace Beacon.Actors.Running;

/// <summary>What the restart of a component means for the others.</summary>
internal sealed partial class RunActor
{
    private const string JudgementTimer = "judgement";

    // Of two that die at once, either may be heard of first. The one that died of the other's death is heard by then.
    private static readonly TimeSpan JudgementDelay = TimeSpan.FromMilliseconds(100);

    private void ReceiveRestarts()
    {
        Receive<ProcessProtocol.Failed>(failed =>
        {
            if (!Excuse(failed))
                OnFailed(failed);
        });
        Receive<ProcessProtocol.Ended>(ended =>
        {
            OnEnded(ended);
            _restForOne.MarkDown(ended.Component);
            RefuseRestart(ended.Component, $"{ended.Component} was not restarted: it had done its work meanwhile");
            GoOnRestarting();
            StopIfNothingIsLeft();
        });
        Receive<ProcessProtocol.WentDown>(OnWentDown);
        Receive<ProcessProtocol.AwaitsLaunch>(waiting => OnAwaitsLaunch(waiting.Component));
        OnTimer(JudgementTimer, Judge);
    }

    private void OnWentDown(ProcessProtocol.WentDown down)
    {
        var component = down.Problem.Component!;
        _setbacks[component] = (down.Problem, _context.Clock.Since(down.Timestamp));
        _gate.MarkDown(component);
        _restForOne.Begin(component, name => _gate.Launched.Contains(name) && !_ended.ContainsKey(name));
        foreach (
            var victim in _accused
                .Select(accused => accused.Problem.Component!)
                .Where(victim => _restForOne.IsRestartedBy(component, victim))
                .ToList()
        )
        {
            _accused.RemoveAll(accused => accused.Problem.Component == victim);
            RecycleOutOfTurn(victim, component);
        }

        GoOnRestarting();
    }

    private void OnAwaitsLaunch(string component)
    {
        _ended.Remove(component);
        _gate.MarkWaiting(component);
        _restForOne.MarkDown(component);
        GoOnRestarting();
    }

    private void GoOnRestarting()
    {
        foreach (var component in _restForOne.TakeTurn())
            _processes[component.Name].Tell(new ProcessProtocol.Recycle(ReasonOf(component.Name)));
        LaunchStartable();
    }

    /// <summary>Whether a failure is none of its own: the component was to go down anyway, since one that it depends on restarts.</summary>
    private bool Excuse(ProcessProtocol.Failed failed)
    {
        var component = failed.Problem.Component!;
        _gate.MarkDown(component);
        if (_restForOne.IsGoingDown(component))
        {
            RecycleOutOfTurn(component, ReasonOf(component));
            return true;
        }

        if (!_plan.Components.Any(other => _restForOne.IsRestartedBy(other.Name, component)))
            return false;
        _accused.Add(failed);
        _timers.Start(JudgementTimer, JudgementDelay);
        return true;
    }

    private void Judge()
    {
        var accused = _accused.ToList();
        _accused.Clear();
        foreach (var failed in accused)
            _verdict.Fail(failed.Problem, failed.Timestamp);
        foreach (var failed in accused)
            if (_stop is null)
                OnFailed(failed);
    }

    /// <summary>The component whose restart makes another go down; null: it was asked for.</summary>
    private string? ReasonOf(string component) =>
        _restartAskers.ContainsKey(component)
            ? null
            : (
                _plan.Components.FirstOrDefault(other => _restForOne.IsRestartedBy(other.Name, component) && !_gate.IsReady(other.Name))
                ?? _plan.Components.First(other =>
                    _restartAskers.ContainsKey(other.Name) && _restForOne.GoesDownWith(other.Name, component)
                )
            ).Name;

    private void RecycleOutOfTurn(string component, string? dependency)
    {
        if (_restForOne.TakeOutOfTurn(component))
            _processes[component].Tell(new ProcessProtocol.Recycle(dependency));
    }
}
