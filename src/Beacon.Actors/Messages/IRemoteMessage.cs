namespace Beacon.Actors.Messages;

/// <summary>
/// A message between a run and its components that has to reach another machine once components run there: an immutable record of plain
/// data. No delegate, channel, handle of a process, compiled pattern or timestamp of one machine's clock. Each survives a round trip
/// through JSON.
/// <see cref="Beacon.Records.Events.RunEvent"/>s are such messages as well.
/// </summary>
internal interface IRemoteMessage;

/// <summary>An order of a run to one of its components.</summary>
internal interface IComponentOrder : IRemoteMessage;

/// <summary>A fact that a component reports to its run. It may arrive too late to matter.</summary>
internal interface IComponentFact : IRemoteMessage;
