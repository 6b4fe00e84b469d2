namespace Beacon.Actors.Controlling;

/// <summary>How an order by hand has ended.</summary>
/// <param name="Refusal">Why it was not carried out; null: it was.</param>
/// <param name="HasChanged">Whether anything was to be done: false for a stop of what is stopped.</param>
public sealed record ControlResult(ControlRefusal? Refusal, bool HasChanged)
{
    /// <summary>The order was carried out.</summary>
    public static ControlResult Done { get; } = new(null, HasChanged: true);
}
