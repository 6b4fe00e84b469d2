using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <content>The requests about an account as a whole: mass cancel, disable and enable order entry, query.</content>
public sealed partial class MatchingEngine
{
    private bool HandleRequest(Account account, ReadOnlySpan<byte> message)
    {
        switch (message.IsEmpty ? '\0' : (char)message[0])
        {
            case MassCancelOrder.Type
                when MassCancelOrder.TryRead(message, out var cancel)
                    && TryReadOptions(message, MassCancelOrder.AppendageLengthOffset, OptionSet.MassCancel, out var options):
                MassCancel(account, cancel, options, message);
                return true;
            case OrderEntrySwitch.DisableType
            or OrderEntrySwitch.EnableType
                when OrderEntrySwitch.TryRead(message, out var request)
                    && TryReadOptions(message, OrderEntrySwitch.AppendageLengthOffset, OptionSet.OrderEntry, out var options):
                SwitchOrderEntry(account, request, options, message);
                return true;
            case AccountQuery.Type when TryReadOptions(message, AccountQuery.Size, OptionSet.Query, out var options):
                _answers.AnswerQuery(new OrderKey(account.Number, options.UserRefIndex, account.NextUserRef(options.UserRefIndex)));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Orders of the firm (an order that names none is of the account's default firm, which a blank name means, and any other name may),
    /// of the symbol, of the side and of the group that are named. Those of a symbol are canceled as they came.
    /// </summary>
    private void MassCancel(Account account, MassCancelOrder request, in OrderOptions options, ReadOnlySpan<byte> message)
    {
        if (!IsNew(account, options.UserRefIndex, request.UserRef))
            return;
        account.Use(options.UserRefIndex, request.UserRef);
        _answers.MassCancel(account.Number, request, ElementsOf(message, MassCancelOrder.Size));
        foreach (var order in _live.Of(account.Number, request.Symbol.IsBlank ? null : request.Symbol))
            if (IsMeant(order, request, options))
                _market.Cancel(order, order.Resting.Shares, CancelReason.User);
    }

    private static bool IsMeant(LiveOrder order, MassCancelOrder request, in OrderOptions options) =>
        (order.Options.Firm is null || order.Options.Firm == request.Firm)
        && (options.Side is null || options.Side == order.Terms.Side)
        && (options.Group == 0 || options.Group == order.Options.Group);

    private void SwitchOrderEntry(Account account, OrderEntrySwitch request, in OrderOptions options, ReadOnlySpan<byte> message)
    {
        if (!IsNew(account, options.UserRefIndex, request.UserRef))
            return;
        account.Use(options.UserRefIndex, request.UserRef);
        if (request.IsEnabled)
            account.Enable(request.Firm);
        else if (!account.TryDisable(request.Firm))
        {
            _answers.Reject(new OrderKey(account.Number, options.UserRefIndex, request.UserRef), RejectReason.FirmNotAuthorized);
            return;
        }

        _answers.SwitchOrderEntry(account.Number, request, ElementsOf(message, OrderEntrySwitch.Size));
    }

    private static ReadOnlySpan<byte> ElementsOf(ReadOnlySpan<byte> message, int size) => message.Length > size ? message[size..] : [];
}
