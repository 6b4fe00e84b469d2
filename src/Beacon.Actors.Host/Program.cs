using Beacon.Actors.Host.Commands;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Processes;

ProcessEngine.RestoreSignals();
StandardStream.Guard();
LastResort.Watch();
return await LastResort.GuardAsync(() => BeaconCommandLine.InvokeAsync(args, Console.Out, Console.Error), Console.Error);
