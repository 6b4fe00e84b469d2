using Beacon.Exchange;
using Beacon.Exchange.Playback;

const string Usage = """
    usage: exchange_market_data_playback [--config FILE] [options] FILE
      --address 239.255.0.1  --port 12345      where to
      --interface 127.0.0.1  --ttl 0           the way out: the loopback interface unless told otherwise
      --speed 1                                as recorded, times this; 0: without a pause
      --rate N                                 N messages a second instead
      --loop                                   again and again, until a signal
      --session NAME  --heartbeat 1  --linger 0.3   MoldUDP64: its name, seconds between heartbeats, seconds of end of session
    The file of --config has lines NAME = VALUE with the same names.
    """;
if (args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}

try
{
    using var playback = new MarketDataPlayback(PlaybackOptions.Parse(args));
    playback.Run();
    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"exchange_market_data_playback: {exception.Message}\n{Usage}");
    return 2;
}
catch (Exception exception) when (exception is InvalidDataException or IOException or System.Net.Sockets.SocketException)
{
    Console.Error.WriteLine($"exchange_market_data_playback: {exception.Message}");
    return 1;
}
