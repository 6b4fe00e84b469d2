using Beacon.Actors.Host.Commands;
using Beacon.Actors.Host.Console;

StandardStream.Guard();
return await CommandLine.InvokeAsync(args, Console.Out, Console.Error);
