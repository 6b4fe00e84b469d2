using Beacon.Plans.Secrets;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>
/// Masks the secrets in what a run publishes and stores. Goes through the fields of the JSON forms, so that a field that is
/// stored is masked.
/// </summary>
public static class RecordMask
{
    /// <summary>The event without the secrets of a plan. An event without a JSON form has no texts.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="mask">The mask of the plan.</param>
    public static RunEvent Masked(this RunEvent happened, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(mask);
        return EventForms.Of(happened)?.Fields(JsonFields.Changing(mask.Mask), happened) ?? happened;
    }

    /// <summary>The problem without the secrets of a plan.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="mask">The mask of the plan.</param>
    public static Problem Masked(this Problem problem, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(mask);
        return ProblemJson.Fields(JsonFields.Changing(mask.Mask), problem);
    }

    /// <summary>The result without the secrets of a plan.</summary>
    /// <param name="result">The result.</param>
    /// <param name="mask">The mask of the plan.</param>
    public static RunResult Masked(this RunResult result, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(mask);
        return RunResultJson.Fields(JsonFields.Changing(mask.Mask), result, result.Record);
    }
}
