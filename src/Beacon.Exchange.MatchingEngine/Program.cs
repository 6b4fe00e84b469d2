using System.Net;
using System.Net.Sockets;
using Beacon.Exchange;
using Beacon.Exchange.MatchingEngine;

const string Usage = "usage: exchange_matching_engine [--bind 127.0.0.1] PORT";
if (args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}

try
{
    var words = new CommandWords(args, ["--bind"], []);
    if (words.Words.Count != 1) throw new UsageException($"one port is needed, {words.Words.Count} words were given");
    var port = (int)CommandWords.Number("PORT", words.Words[0], 0, 65535);
    if (!IPAddress.TryParse(words.Text("--bind") ?? "127.0.0.1", out var address)) throw new UsageException($"--bind \"{words.Text("--bind")}\" is no IP address");
    using var server = new OuchServer(new IPEndPoint(address, port));
    server.Run();
    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"exchange_matching_engine: {exception.Message}\n{Usage}");
    return 2;
}
catch (SocketException exception)
{
    Console.Error.WriteLine($"exchange_matching_engine: can't listen on port {args[^1]}: {exception.Message}");
    return 1;
}
