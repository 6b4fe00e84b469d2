using System.Net.Sockets;

namespace Beacon.Exchange.MatchingEngine;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(EngineOptions.Usage);
            return 0;
        }

        try
        {
            return Run(EngineOptions.Parse(args));
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine($"exchange_matching_engine: {exception.Message}\n{EngineOptions.Usage}");
            return 2;
        }
    }

    private static int Run(EngineOptions options)
    {
        try
        {
            using var server = new OuchServer(options);
            server.Run();
            return 0;
        }
        catch (SocketException exception)
        {
            Console.Error.WriteLine($"exchange_matching_engine: {Reason(options, exception)}");
            return 1;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"exchange_matching_engine: {exception.Message}; give another --feed, or none");
            return 1;
        }
    }

    private static string Reason(EngineOptions options, SocketException exception) =>
        exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"port {options.Endpoint.Port} on {options.Endpoint.Address} is taken by another program; stop it or give another port",
            SocketError.AddressNotAvailable => $"--bind {options.Endpoint.Address} is no address of this machine; 127.0.0.1 always is",
            SocketError.AccessDenied => $"port {options.Endpoint.Port} needs privileges; give one from 1024",
            _ => $"can't listen on {options.Endpoint}: {exception.Message}",
        };
}
