using Akka.Actor;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>Restarts that somebody asks for.</summary>
internal sealed partial class RunActor
{
    private readonly Dictionary<string, List<IActorRef>> _restartAskers = [];

    private void OnRestartAsked(string component)
    {
        if (WhyNotRestart(component) is { } refusal)
        {
            Sender.Tell(new RestartAnswer(refusal));
            return;
        }

        if (_restartAskers.TryGetValue(component, out var askers))
        {
            askers.Add(Sender);
            return;
        }

        _restartAskers.Add(component, [Sender]);
        _gate.MarkDown(component);
        _restForOne.BeginWith(component, name => _gate.Launched.Contains(name) && !_ended.ContainsKey(name));
        GoOnRestarting();
    }

    private string? WhyNotRestart(string component)
    {
        if (_stop is not null || _timers.IsRunning(FinishTimer))
            return $"{component} can't be restarted: the run is ending; start a new one";
        if (_restartAskers.ContainsKey(component))
            return null;
        if (_ended.TryGetValue(component, out var ended))
            return ended.Meaning is ExitMeaning.Completed or ExitMeaning.EndsRun
                ? $"{component} can't be restarted: it has done its work; start a new run"
                : $"{component} can't be restarted: it has failed and was given up, and the run has failed with it; start a new run, or allow more restarts with restart.max-restarts";
        return _gate.Launched.Contains(component)
            ? null
            : $"{component} can't be restarted: it has not started yet; it starts by itself when what it depends on is there";
    }

    private void AnswerRestart(string component)
    {
        if (!_restForOne.IsGoingDown(component))
            AnswerRestart(component, new RestartAnswer(null));
    }

    private void RefuseRestart(string component, string reason) => AnswerRestart(component, new RestartAnswer(reason));

    private void RefuseRestarts()
    {
        foreach (var component in _restartAskers.Keys.ToList())
            RefuseRestart(component, $"{component} was not restarted: the run is ending; start a new one");
    }

    private void AnswerRestart(string component, RestartAnswer answer)
    {
        if (!_restartAskers.Remove(component, out var askers))
            return;
        foreach (var asker in askers)
            asker.Tell(answer);
    }
}
