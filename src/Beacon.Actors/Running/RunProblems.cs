using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>The problems of a run as a whole, in words.</summary>
internal static class RunProblems
{
    public static Problem StartTimeout(RunPlan plan, Fleet fleet)
    {
        var missing = fleet.Standings.Where(standing => !standing.IsUp).Select(standing => standing.Component.Name);
        return new Problem(
            ProblemKind.StartTimeout,
            $"the start took longer than {Durations.Format(plan.StartTimeout)}; not ready: {string.Join(", ", missing)}"
        );
    }

    /// <summary>Components that should have finished by themselves did not, a problem each.</summary>
    public static IEnumerable<Problem> NotFinished(RunPlan plan, Fleet fleet) =>
        fleet
            .Standings.Where(standing => standing.IsUnfinished)
            .Select(standing => standing.Component.Name)
            .Select(name => new Problem(
                ProblemKind.NotFinished,
                $"{name} had not finished by itself {Durations.Format(plan.FinishTimeout)} after the run's end",
                name
            ));

    /// <summary>The actor of a component has failed: a defect of ours.</summary>
    public static Problem ActorFailed(string component, string? fault) =>
        new(ProblemKind.InternalFault, $"the actor of {component} failed: {fault ?? "it was stopped"}", component);

    public static Problem NotRecorded(string record, Exception exception) =>
        new(ProblemKind.RecordNotWritten, $"the record {record} is incomplete: {ExceptionText.Of(exception)}");

    public static Problem NotMet(ExpectationResult expectation) => new(ProblemKind.ExpectationNotMet, $"{expectation}");

    /// <summary>A live counter has broken an expectation that ends the run.</summary>
    public static Problem EndedEarly(ExpectationResult expectation) =>
        new(ProblemKind.ExpectationNotMet, $"the run was ended early: {expectation}");

    public static InvalidOperationException ActorEnded(string run, string? fault) =>
        new(
            $"the actor of the run {run} was ended before the run was{(fault is null ? "" : $" ({fault})")}: its components were killed, "
                + "and its record is not complete"
        );
}
