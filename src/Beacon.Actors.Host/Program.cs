using Beacon.Actors.Host.Commands;

return await CommandLine.InvokeAsync(args, Console.Out, Console.Error);
