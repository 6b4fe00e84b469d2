using System.Net.Sockets;
using System.Text;

namespace Beacon.Exchange.Algorithm;

internal static class Program
{
    private static int Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (args.Contains("--help"))
        {
            Console.WriteLine(AlgorithmOptions.Usage);
            return 0;
        }

        try
        {
            return Run(AlgorithmOptions.Parse(args));
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine($"algo_template: {exception.Message}\n{AlgorithmOptions.Usage}");
            return 2;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            Console.Error.WriteLine($"algo_template: {exception.Message}");
            return 1;
        }
    }

    /// <summary>The orders' connection first, the feed last: whoever sees the feed's port bound may start to send.</summary>
    private static int Run(AlgorithmOptions options)
    {
        using var stop = new StopSignal();
        using var orders = OrderGateway.Connect(options, stop);
        var trading = new TradingLoop(options, orders);
        using var feed = new MarketDataFeed(options, trading.OnMessage);
        trading.Run(feed, stop);
        orders.LogOut();
        trading.Report(feed.Counts);
        if (orders.Loss is not { } loss)
            return 0;
        Console.Error.WriteLine($"algo_template: {loss}");
        return 1;
    }
}
