namespace Beacon.Actors.Controlling;

/// <summary>Why an order by hand was not carried out.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Message">A sentence for a person, with the way out.</param>
public sealed record ControlRefusal(ControlFault Fault, string Message);
