using Beacon.Exchange;
using Beacon.Exchange.Algorithm;

const string Usage = "usage: algo_template [--interface 127.0.0.1] MCAST_ADDR MCAST_PORT HOST PORT SECONDS";
if (args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}

try
{
    return TradingLoop.Run(AlgorithmOptions.Parse(args));
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"algo_template: {exception.Message}\n{Usage}");
    return 2;
}
catch (Exception exception) when (exception is System.Net.Sockets.SocketException or IOException)
{
    Console.Error.WriteLine($"algo_template: {exception.Message}");
    return 1;
}
