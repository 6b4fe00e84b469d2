using Beacon.Actors.Host.Commands;
using Beacon.Actors.Host.Console;

StandardStream.Guard();
return await BeaconCommandLine.InvokeAsync(args, Console.Out, Console.Error);
