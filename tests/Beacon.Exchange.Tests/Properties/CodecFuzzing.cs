using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;
using CsCheck;

namespace Beacon.Exchange.Tests.Properties;

/// <summary>Any bytes: a codec reads them or says no, and writes again exactly what it has read.</summary>
public class CodecFuzzing
{
    private const int Rounds = 2000;

    private delegate bool TryReader<T>(ReadOnlySpan<byte> bytes, out T value);

    private delegate int Writer<T>(T value, Span<byte> bytes);

    [Fact]
    public void An_OUCH_message_is_written_as_it_was_read_or_it_is_too_short()
    {
        Fuzz<EnterOrder>(EnterOrder.TryRead, (m, b) => m.Write(b), EnterOrder.Type, EnterOrder.Size);
        Fuzz<ReplaceOrder>(ReplaceOrder.TryRead, (m, b) => m.Write(b), ReplaceOrder.Type, ReplaceOrder.Size);
        Fuzz<CancelOrder>(CancelOrder.TryRead, (m, b) => m.Write(b), CancelOrder.Type, CancelOrder.Size, hasLength: false);
        Fuzz<ModifyOrder>(ModifyOrder.TryRead, (m, b) => m.Write(b), ModifyOrder.Type, ModifyOrder.Size, hasLength: false);
        Fuzz<MassCancelOrder>(MassCancelOrder.TryRead, (m, b) => m.Write(b), MassCancelOrder.Type, MassCancelOrder.Size);
        Fuzz<OrderEntrySwitch>(OrderEntrySwitch.TryRead, (m, b) => m.Write(b), OrderEntrySwitch.DisableType, OrderEntrySwitch.Size);
        Fuzz<OrderEntrySwitch>(OrderEntrySwitch.TryRead, (m, b) => m.Write(b), OrderEntrySwitch.EnableType, OrderEntrySwitch.Size);
        Fuzz<SystemEvent>(SystemEvent.TryRead, (m, b) => m.Write(b), 'S', SystemEvent.Size, hasLength: false);
        Fuzz<OrderAccepted>(OrderAccepted.TryRead, (m, b) => m.Write(b), OrderAccepted.Type, OrderAccepted.Size);
        Fuzz<OrderReplaced>(OrderReplaced.TryRead, (m, b) => m.Write(b), OrderReplaced.Type, OrderReplaced.Size);
        Fuzz<OrderCanceled>(OrderCanceled.TryRead, (m, b) => m.Write(b), OrderCanceled.Type, OrderCanceled.Size, hasLength: false);
        Fuzz<OrderExecuted>(OrderExecuted.TryRead, (m, b) => m.Write(b), 'E', OrderExecuted.Size);
        Fuzz<BrokenTrade>(BrokenTrade.TryRead, (m, b) => m.Write(b), 'B', BrokenTrade.Size, hasLength: false);
        Fuzz<OrderRejected>(OrderRejected.TryRead, (m, b) => m.Write(b), OrderRejected.Type, OrderRejected.Size, hasLength: false);
        Fuzz<OrderModified>(OrderModified.TryRead, (m, b) => m.Write(b), OrderModified.Type, OrderModified.Size, hasLength: false);
        Fuzz<MassCancelResponse>(MassCancelResponse.TryRead, (m, b) => m.Write(b), MassCancelResponse.Type, MassCancelResponse.Size);
        Fuzz<OrderEntrySwitched>(OrderEntrySwitched.TryRead, (m, b) => m.Write(b), OrderEntrySwitched.EnabledType, OrderEntrySwitched.Size);
        Fuzz<AccountQueryResponse>(AccountQueryResponse.TryRead, (m, b) => m.Write(b), 'Q', AccountQueryResponse.Size, hasLength: false);
    }

    [Fact]
    public void Appendages_that_are_whole_are_walked_to_their_end_and_options_are_read_or_refused() =>
        Gen.Byte[0, 8]
            .Array[0, 40]
            .Sample(
                bytes =>
                {
                    byte[] message = [0, 0, (byte)bytes.Length, .. bytes];
                    OrderOptions.Read(message, 1);
                    if (!Appendages.AreWhole(message, 1, isRequired: true))
                        return;
                    var appendages = new Appendages(message, 1);
                    var length = 0;
                    while (appendages.MoveNext())
                        length += 2 + appendages.Value.Length;
                    Assert.Equal(bytes.Length, length);
                },
                iter: 20_000
            );

    [Fact]
    public void Random_login_bytes_never_throw()
    {
        var text = Gen.OneOf(Gen.Byte, Gen.Byte[0x20, 0x39]);
        Gen.OneOf(text.Array[0, 60], text.Array[LoginRequest.Size], text.Array[LoginRequest.SizeWithTimeout])
            .Sample(
                bytes =>
                {
                    LoginAccepted.TryRead(bytes, out _);
                    LoginRejected.TryRead(bytes, out _);
                    if (LoginRequest.TryRead(bytes, out var request))
                        Assert.Equal(bytes.Length, request.Write(new byte[LoginRequest.SizeWithTimeout]));
                },
                iter: 20_000
            );
    }

    [Fact]
    public void An_engine_takes_any_bytes_of_any_client() =>
        Gen.Select(Gen.OneOf([.. "OUXMCDEQ?"]), Gen.Byte[0, 3].Array[0, 70])
            .Array[1, 50]
            .Sample(
                messages =>
                {
                    var desk = new Matching.Desk();
                    desk.Open(1);
                    foreach (var (type, rest) in messages)
                        desk.Engine.Handle(1, [(byte)type, .. rest]);
                },
                iter: Rounds
            );

    private static void Fuzz<T>(TryReader<T> tryRead, Writer<T> write, char type, int size, bool hasLength = true)
        where T : struct =>
        Gen
            .Byte.Array[0, 100]
            .Sample(
                bytes =>
                {
                    if (bytes.Length > 0)
                        bytes[0] = (byte)type;
                    if (!tryRead(bytes, out var message))
                    {
                        Assert.True(bytes.Length < size, $"{typeof(T).Name} did not read {bytes.Length} bytes");
                        return;
                    }

                    var again = new byte[100];
                    Assert.Equal(size, write(message, again));
                    var fields = size - (hasLength ? sizeof(ushort) : 0);
                    Assert.Equal(bytes.AsSpan(0, Math.Min(fields, bytes.Length)), again.AsSpan(0, Math.Min(fields, bytes.Length)));
                },
                iter: Rounds
            );
}
