using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>
/// A run was refused because a prerequisite is missing: a program, a file, a port. Nothing was started, and there is no record.
/// </summary>
/// <param name="problems">At least one.</param>
public sealed class PrerequisitesMissingException(IReadOnlyList<Problem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.Message)))
{
    /// <summary>Everything that is missing, each with the way out.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
