using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Records.Events;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>
/// Decides what becomes of the orders that people give to a living run: refuses those that can't be carried out, and publishes the others,
/// with who gave them. The first of them makes the run not comparable.
/// </summary>
internal sealed class RunControl(
    RunContext context,
    Fleet fleet,
    RunQuestions questions,
    IReadOnlyDictionary<string, IActorRef> processes,
    IActorRef stats
)
{
    private bool _isTouched;

    /// <summary>An order about the run itself is to be carried out: publishes and answers it. False: the run is ending anyway.</summary>
    public bool AcceptForRun(ControlOrder order, IActorRef asker, bool isEnding)
    {
        var hasChanged = !isEnding || order.Action == ControlAction.Kill;
        if (hasChanged)
            Publish(order);
        asker.Tell(new ControlAnswer(null, hasChanged));
        return hasChanged;
    }

    /// <summary>An order about a component; returns what follows from it. It is answered when that is done.</summary>
    public IReadOnlyList<FleetOrder> AcceptForComponent(ControlOrder order, string component, IActorRef asker)
    {
        if (fleet.Standings.All(standing => standing.Component.Name != component))
        {
            asker.Tell(new ControlAnswer(NoSuchComponent(component), HasChanged: false));
            return [];
        }

        var action = ActionOn(component, order.Action);
        if (action == ControlAction.Signal)
        {
            Signal(order, component, asker);
            return [];
        }

        questions.AwaitOrder(action, component, asker);
        var isAlive = fleet[component].IsAlive;
        IReadOnlyList<FleetOrder> orders = action switch
        {
            ControlAction.Start => fleet.AskStart(component),
            ControlAction.Restart => fleet.AskRestart(component),
            _ => fleet.AskStop(component),
        };
        if (
            !orders.OfType<FleetOrder.Answer>().Any(answer => answer.Action == action && (answer.Refusal is not null || !answer.HasChanged))
        )
            Publish(order);
        return order.Action == ControlAction.Kill && isAlive ? [.. orders, new FleetOrder.Kill(component)] : orders;
    }

    /// <summary>The restart of a component is asked for by the program that owns the run.</summary>
    public IReadOnlyList<FleetOrder> AcceptRestart(string component, IActorRef asker)
    {
        var action = ActionOn(component, ControlAction.Restart);
        questions.AwaitOrder(action, component, asker);
        return action == ControlAction.Start ? fleet.AskStart(component) : fleet.AskRestart(component);
    }

    /// <summary>A component has sent a signal to its processes, or had none.</summary>
    public void OnSignalled(ProcessProtocol.Signalled signalled) =>
        questions.AnswerSignal(signalled.Order, signalled.IsSent ? null : NotRunning(signalled.Component));

    private void Signal(ControlOrder order, string component, IActorRef asker)
    {
        if (order.Signal is not { } signal || !fleet[component].IsAlive)
        {
            asker.Tell(new ControlAnswer(NotRunning(component), HasChanged: false));
            return;
        }

        Publish(order);
        processes[component].Tell(new ProcessProtocol.SendSignal(signal, questions.AwaitSignal(asker)));
    }

    // To restart what was stopped by hand is to start it.
    private ControlAction ActionOn(string component, ControlAction action) =>
        action == ControlAction.Kill ? ControlAction.Stop
        : action == ControlAction.Restart && fleet[component].IsHeld ? ControlAction.Start
        : action;

    private void Publish(ControlOrder order)
    {
        stats.Tell(context.Clock.Stamp(new RunControlled(order.Action, order.By) { Component = order.Component, Signal = order.Signal }));
        if (_isTouched)
            return;
        _isTouched = true;
        var what = $"{order.Action.ToString().ToLowerInvariant()}{(order.Component is { } component ? $" of {component}" : "")}";
        stats.Tell(
            context.Clock.Stamp(
                new ProblemRaised(new Problem(ProblemKind.TouchedByHand, $"the run was touched by hand, first by a {what}: {order.By}"))
            )
        );
    }

    private ControlRefusal NoSuchComponent(string component)
    {
        var names = context.Plan.Components.Select(known => known.Name).ToList();
        return new ControlRefusal(
            ControlFault.NoSuchComponent,
            $"the run has no component \"{component}\"; components: {string.Join(", ", names)}{Nearest.Suggestion(component, names)}"
        );
    }

    private static ControlRefusal NotRunning(string component) =>
        new(ControlFault.NotRunning, $"{component} has no process now: no signal was sent");
}
