using System.Text;
using Beacon.Exchange;
using Beacon.Exchange.Playback;

Console.OutputEncoding = Encoding.UTF8;
if (args.Contains("--help"))
{
    Console.WriteLine(PlaybackOptions.Usage);
    return 0;
}

var file = "";
try
{
    var options = PlaybackOptions.Parse(args);
    file = options.File;
    using var playback = new MarketDataPlayback(options);
    playback.Run();
    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"exchange_market_data_playback: {exception.Message}\n{PlaybackOptions.Usage}");
    return 2;
}
catch (InvalidDataException exception)
{
    Console.Error.WriteLine($"exchange_market_data_playback: {file}: {exception.Message}");
    return 1;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
{
    Console.Error.WriteLine($"exchange_market_data_playback: {exception.Message}");
    return 1;
}
