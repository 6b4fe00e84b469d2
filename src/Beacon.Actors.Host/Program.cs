using Beacon.Actors.Host.Commands;
using Beacon.Actors.Host.Console;
using Beacon.Processes;

ProcessEngine.RestoreSignals();
StandardStream.Guard();
return await BeaconCommandLine.InvokeAsync(args, Console.Out, Console.Error);
