using System.Globalization;
using Beacon.Exchange;
using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.Checking;
using Beacon.Exchange.Generation;
using Beacon.Exchange.Generator;

if (args.Contains("--help"))
{
    Console.WriteLine(GeneratorOptions.Usage);
    return 0;
}

try
{
    var options = GeneratorOptions.Parse(args);
    return options.IsCheck ? Check(options.File) : Generate(options);
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"exchange_market_data_generator: {exception.Message}\n{GeneratorOptions.Usage}");
    return 2;
}
catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"exchange_market_data_generator: {exception.Message}");
    return 1;
}

static int Generate(GeneratorOptions options)
{
    var bytes = 0L;
    using (var file = new BufferedStream(File.Create(options.File), 1 << 16))
    {
        var writer = new BinaryFileWriter(file);
        MarketDayGenerator.Generate(
            options.Seed,
            options.Messages,
            options.Symbols,
            options.Rate,
            message =>
            {
                writer.Write(message);
                bytes += sizeof(ushort) + message.Length;
            }
        );
    }

    if (!MarketDayGenerator.FitsInDay(options.Messages, options.Symbols.Count, options.Rate))
        Say($"at {options.Rate:N0} messages a second the market would close before the last one: they come as fast as they fit in the day");
    Say($"wrote {options.Messages:N0} messages, {bytes:N0} bytes, to {options.File}");
    return 0;
}

static int Check(string path)
{
    var check = new ItchFileCheck();
    using (var file = ItchFileReader.Open(path))
        while (file.MoveNext())
            check.Add(file.Current, file.Offset);
    check.Finish();
    Console.WriteLine(check.Summary());
    foreach (var fault in check.Faults)
        Console.Error.WriteLine($"exchange_market_data_generator: {path}: {fault}");
    return check.Faults.Count == 0 ? 0 : 1;
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
